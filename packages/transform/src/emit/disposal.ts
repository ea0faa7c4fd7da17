import type * as t from '@babel/types';
import { declaration, identifier } from '../ast/builders.js';
import type { DisposalStatements, FileState } from '../walk/file-state.js';
import { probe, siteProbe } from './probes.js';

/** The two statements that dispose of the value of the variable `value`, and bind it to `id`. */
export function disposeAndBind(
  file: FileState,
  site: number,
  id: t.VariableDeclarator['id'],
  value: string,
): t.Statement[] {
  return [disposeOf(file, site, value), declaration('const', id, identifier(value))];
}

/** `await using $t1 = $c.dispose($f, site, value);` */
export function disposeOf(file: FileState, site: number, value: string): t.Statement {
  const wrapper = siteProbe(file, 'await using', site, identifier(value));
  return declaration('await using', identifier(file.names.temporary()), wrapper);
}

/** `using $t1 = $c.probe($f);` */
export function usingProbe(
  file: FileState,
  name: 'resumes' | 'ends',
  resource = file.names.temporary(),
): t.Statement {
  return declaration('using', identifier(resource), probe(file, name));
}

/** The statements of a scope, with `using` declarations replaced. */
export function withDisposals(statements: t.Statement[], file: FileState): t.Statement[] {
  return statements.flatMap((statement) => {
    const disposal = file.disposals.get(statement);
    if (!disposal) return statement;
    file.disposals.delete(statement);
    return disposalStatements(disposal, file);
  });
}

/** The statements that replace a declaration, when the rest of its scope is known. */
export function disposalStatements(
  { statements, suspensions }: DisposalStatements,
  file: FileState,
): t.Statement[] {
  if (file.frame.suspensions <= suspensions) return statements;
  return [...statements, usingProbe(file, 'resumes')];
}
