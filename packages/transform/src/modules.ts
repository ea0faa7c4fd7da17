import type * as t from '@babel/types';
import { ABI_VERSION } from '@coroscope/runtime/contract';
import { begin, end, endCall } from './activations.js';
import { expandDisposals, isUsing, usingProbe } from './disposal.js';
import { handleName } from './emit.js';
import type { FileState, FunctionRecord } from './file-state.js';
import {
  assignment,
  block,
  call,
  conditional,
  declaration,
  functionDeclaration,
  identifier,
  member,
  numericLiteral,
  returnStatement,
  stringLiteral,
  uncovered,
} from './nodes.js';
import { inPlaceOf } from './places.js';
import { registerSource } from './source-text.js';

/** What the file tells the runtime about itself. */
export interface Registration {
  file: string | string[];
  functions: number;
  sites: number;
  metadata: string;
}

/**
 * The body of a module is a function, without a `try` because exports can't stand in one.
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
 * // becomes, as disposing is the last that a module does
 * var $f = $c.on ? $c.enterModule($b(0)) : 0;
 * using $t1 = $c.ends($f);
 * using a = b();
 *
 * @example
 * f()
 * // becomes, in a script, which may run twice, and has the value of its last expression
 * var $f1q9 = $c.on ? $c.enterModule($b1q9(0)) : 0;
 * f()
 * var $f1q9 = $f1q9 ? $c.exit($f1q9) : 0;
 */
export function rewriteProgram(
  program: t.Program,
  record: FunctionRecord | null,
  registration: Registration,
  isScript: boolean,
  file: FileState,
): void {
  const disposes = program.body.some(isUsing);
  const body = (program.body = expandDisposals(program.body, file));
  if (record !== null) {
    const first = begin(record, file);
    // A script may run twice; and where Babel lowers `const`, it may have been past the top by now.
    first.kind = 'var';
    body.splice(leadingImports(body), 0, first, ...(disposes ? [usingProbe(file, 'ends')] : []));
    if (!disposes) body.push(isScript ? endOfScript(file) : end(file));
  }
  body.push(declaration('var', identifier(file.names.registered), null));
  body.push(baseFunction(registration, file));
  if (file.source) body.splice(leadingImports(body), 0, registerSource(file.source, file));
  const access = reachRuntime(file);
  if (access) body.unshift(access);
}

/**
 * @example
 * return x; // at the top of a CommonJS module
 * // becomes
 * { const $t1 = x; if ($f) $c.exit($f); return $t1; }
 */
export function exitBeforeReturn(node: t.ReturnStatement, file: FileState): t.Statement {
  const program = file.ancestors[0] as t.Program;
  if (file.frame.metadata === null || program.body.some(isUsing)) return node;
  if (!node.argument) return inPlaceOf(node, block([end(file), node]));
  const value = file.names.temporary();
  const bind = declaration('const', identifier(value), node.argument);
  bind.loc = node.loc;
  return inPlaceOf(node, block([bind, end(file), returnStatement(identifier(value))]));
}

function leadingImports(body: t.Statement[]): number {
  const index = body.findIndex((node) => node.type !== 'ImportDeclaration');
  return index < 0 ? body.length : index;
}

/** Declarations leave the value of a script as it is. */
function endOfScript(file: FileState): t.Statement {
  const name = handleName(file);
  return declaration(
    'var',
    identifier(name),
    conditional(identifier(name), endCall(file), numericLiteral(0)),
  );
}

function reachRuntime({ names, settings }: FileState): t.Statement | null {
  const specifier = stringLiteral(settings.runtimeModule);
  if (settings.runtime === 'global') return null;
  if (settings.runtime === 'require') {
    const required = call(identifier('require'), [specifier]);
    return declaration('var', identifier(names.probes), member(required, 'probes'));
  }
  const imported = {
    type: 'ImportSpecifier',
    imported: identifier('probes'),
    local: identifier(names.probes),
  } as t.ImportSpecifier;
  return {
    type: 'ImportDeclaration',
    specifiers: [imported],
    source: specifier,
  } as unknown as t.ImportDeclaration;
}

/** Hoisted, and registers at first use: a function can be called before its module has begun. */
function baseFunction(registration: Registration, { names }: FileState): t.Statement {
  const { file, functions, sites, metadata } = registration;
  const path =
    typeof file === 'string'
      ? stringLiteral(file)
      : ({ type: 'ArrayExpression', elements: file.map(stringLiteral) } as t.ArrayExpression);
  const register = call(member(identifier(names.probes), 'register'), [
    numericLiteral(ABI_VERSION),
    path,
    numericLiteral(functions),
    numericLiteral(sites),
    stringLiteral(metadata),
  ]);
  const registered = {
    type: 'LogicalExpression',
    operator: '||',
    left: identifier(names.registered),
    right: assignment(identifier(names.registered), register),
  } as t.LogicalExpression;
  const sum = {
    type: 'BinaryExpression',
    operator: '+',
    left: registered,
    right: identifier('index'),
  } as t.BinaryExpression;
  const base = functionDeclaration(names.base, [identifier('index')], [returnStatement(sum)]);
  return Object.assign(base, uncovered());
}
