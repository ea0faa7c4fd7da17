import type * as t from '@babel/types';
import {
  binary,
  block,
  conditional,
  declaration,
  identifier,
  ifStatement,
  nullLiteral,
  numericLiteral,
  returnStatement,
} from '../ast/builders.js';
import { atLocationOf, type Position } from '../ast/location.js';
import { isUsing } from '../ast/predicates.js';
import { begin, end, endCall } from '../emit/activation.js';
import { usingProbe, withDisposals } from '../emit/disposal.js';
import { handle } from '../emit/probes.js';
import { functionIdFunction, reachRuntime, type Registration } from '../emit/registration.js';
import { registerSource } from '../emit/source-mark.js';
import type { FileState, FunctionRecord } from '../walk/file-state.js';

/**
 * Treats the body of a file as a function, without a `try` since exports can't be in one, and has the
 * file register itself.
 *
 * @example
 * import { a } from './a.js';
 * export const b = a();
 * // becomes
 * import { probes as $c } from '@coroscope/runtime';
 * import { a } from './a.js';
 * var $f = $c.on ? $c.enterModule($b(0)) : 0;
 * export const b = a();
 * if ($f) $c.exit($f);
 * var $v;
 * function $b(index) { return ($v || ($v = $c.register(1, 'b.js', 1, 0, '…'))) + index; }
 *
 * @example
 * using a = b();
 * // becomes, since disposing is the last thing that a module does
 * var $f = $c.on ? $c.enterModule($b(0)) : 0;
 * using $t1 = $c.ends($f);
 * using a = b();
 * if ($t1 === null) if ($f) $c.exit($f);
 *
 * @example
 * f()
 * // becomes, in a script, which may run twice, and has the value of its last expression
 * var $f1q9 = $c.on ? $c.enterModule($b1q9(0)) : 0;
 * f()
 * var $f1q9 = $f1q9 ? $c.exit($f1q9) : 0;
 */
export function completeProgram(
  program: t.Program,
  record: FunctionRecord | null,
  registration: Registration,
  isScript: boolean,
  file: FileState,
): void {
  const disposes = program.body.some(isUsing);
  const body = (program.body = withDisposals(program.body, file));
  if (record !== null) {
    const index = leadingImports(body);
    const first = begin(record, file, isClass(body[index]) ? START : null);
    // Not `const`: a script may run twice, and Babel, where it lowers `const`, may be past this point.
    first.kind = 'var';
    if (disposes) {
      const resource = file.names.temporary();
      body.splice(index, 0, first, usingProbe(file, 'ends', resource));
      body.push(ifStatement(binary(identifier(resource), '===', nullLiteral()), end(file)));
    } else {
      body.splice(index, 0, first);
      body.push(isScript ? endOfScript(file) : end(file));
    }
  }
  body.push(declaration('var', identifier(file.names.firstId), null));
  body.push(functionIdFunction(registration, file));
  if (file.source) body.splice(leadingImports(body), 0, registerSource(file.source, file));
  const access = reachRuntime(file);
  if (access) body.unshift(access);
}

/**
 * Exits the activation of a file's body before a `return` in it.
 *
 * @example
 * return x; // at the top of a CommonJS module
 * // becomes
 * { const $t1 = x; if ($f) $c.exit($f); return $t1; }
 */
export function exitBeforeReturn(node: t.ReturnStatement, file: FileState): t.Statement {
  const program = file.ancestors[0] as t.Program;
  if (file.frame.metadata === null || program.body.some(isUsing)) return node;
  file.edited.count++;
  if (!node.argument) return atLocationOf(node, block([end(file), node]));
  const value = file.names.temporary();
  const bind = declaration('const', identifier(value), node.argument);
  bind.loc = node.loc;
  return atLocationOf(node, block([bind, end(file), returnStatement(identifier(value))]));
}

/**
 * Where V8 says that a program runs a class that nothing comes before: the class has no position of its own
 * while it initialises its static fields, but that of what was run last.
 */
const START: Position = {
  start: 0,
  loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } } as t.SourceLocation,
};

function isClass(statement: t.Statement | undefined): boolean {
  const isExport =
    statement?.type === 'ExportNamedDeclaration' || statement?.type === 'ExportDefaultDeclaration';
  const declared = isExport ? statement.declaration : statement;
  return declared?.type === 'ClassDeclaration';
}

function leadingImports(body: t.Statement[]): number {
  const index = body.findIndex((node) => node.type !== 'ImportDeclaration');
  return index < 0 ? body.length : index;
}

/** A declaration, since the value of a script is that of its last statement of another kind. */
function endOfScript(file: FileState): t.Statement {
  const exit = conditional(handle(file), endCall(file), numericLiteral(0));
  return declaration('var', handle(file), exit);
}
