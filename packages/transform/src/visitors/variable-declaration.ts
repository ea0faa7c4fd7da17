import type * as t from '@babel/types';
import { declaration, identifier } from '../ast/builders.js';
import { isAnonymousDefinition, isUsing } from '../ast/predicates.js';
import { disposeAndBind, disposeOf } from '../emit/disposal.js';
import type { DisposalStatements, FileState } from '../walk/file-state.js';
import { addSuspension } from '../walk/sites.js';
import { visitChildren, visitFields } from '../walk/visit.js';

/**
 * Has `await using` dispose of a wrapper, which reports when the disposer runs and when its promise
 * is awaited. The user's name holds the user's value, from the moment when the language would bind it.
 * A `using` in a scope that suspends after it is followed by an emitted `using`, which is disposed of
 * first, and resumes.
 *
 * @example
 * { await using r = open(); using s = r.lock(); await use(s); }
 * // becomes
 * {
 *   try {
 *     const $t1 = open();
 *     await using $t2 = $c.dispose($f, 0, $t1);
 *     const r = $t1;
 *     using s = r.lock();
 *     using $t3 = $c.resumes($f);
 *     $c?.resumed($f, await $c.suspend($f, 1, use(s)));
 *   } finally { $c.resume($f); }
 * }
 */
export function visitVariableDeclaration(node: t.VariableDeclaration, file: FileState): t.Node {
  const { frame } = file;
  // Disposing calls a method.
  if (node.kind === 'using') frame.isLeaf = false;
  if (!isUsing(node) || frame.metadata === null) return visitChildren(node, file);
  const scope = file.ancestors[file.ancestors.length - 1]!;
  if (scope.type !== 'BlockStatement' && scope.type !== 'Program') return visitChildren(node, file);
  file.disposals.set(node, visitUsing(node, file));
  return node;
}

/** Visits a `using` declaration, and returns the statements that replace it. */
export function visitUsing(node: t.VariableDeclaration, file: FileState): DisposalStatements {
  if (node.kind === 'using') {
    visitChildren(node, file);
    return { statements: [node], suspensions: file.frame.suspensions };
  }
  const statements = node.declarations.flatMap((declarator) => {
    const site = addSuspension(file, 'await using', declarator);
    visitFields(declarator, ['init'], file);
    const init = declarator.init!;
    const id = declarator.id as t.Identifier;
    const takesName = isAnonymousDefinition(init);
    const value = takesName ? id.name : file.names.temporary();
    const bind = declaration('const', identifier(value), init);
    bind.loc = bind.declarations[0]!.loc = declarator.loc;
    return [
      bind,
      ...(takesName ? [disposeOf(file, site, value)] : disposeAndBind(file, site, id, value)),
    ];
  });
  statements[0]!.start = node.start;
  statements[0]!.end = node.end;
  return { statements, suspensions: Infinity };
}
