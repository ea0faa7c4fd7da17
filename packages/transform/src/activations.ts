import type * as t from '@babel/types';
import { functionId, handle, handleName, isOn } from './emit.js';
import type { FileState, FunctionRecord } from './file-state.js';
import {
  call,
  conditional,
  declaration,
  identifier,
  ifStatement,
  member,
  nullLiteral,
  numericLiteral,
  statement,
} from './nodes.js';

/**
 * The first statement of an activation.
 *
 * @example
 * const $f = $c.on ? $c.enter($b(1)) : 0;
 * const $f = $c.on ? $c.open($b(1)) : null; // where it can suspend
 */
export function begin(record: FunctionRecord, file: FileState): t.VariableDeclaration {
  const { frame, names } = file;
  const coroutine = isCoroutine(file);
  const name = coroutine ? 'open' : 'enter';
  const probe = member(identifier(names.probes), frame.kind === 'module' ? `${name}Module` : name);
  return declaration(
    'const',
    handle(file),
    conditional(
      isOn(file),
      call(probe, [functionId(file, record)]),
      coroutine ? nullLiteral() : numericLiteral(0),
    ),
  );
}

/** The last: `if ($f) $c.exit($f);` or `if ($f) $c.close($f);` */
export function end(file: FileState): t.Statement {
  return ifStatement(handle(file), statement(endCall(file)));
}

export function endCall(file: FileState): t.CallExpression {
  const name = isCoroutine(file) ? 'close' : 'exit';
  return call(member(identifier(file.names.probes), name), [identifier(handleName(file))]);
}

/** Whether an activation of the function being walked is an object rather than a depth. */
function isCoroutine({ frame }: FileState): boolean {
  return frame.kind === 'module' ? frame.suspensions > 0 : frame.kind !== 'function';
}
