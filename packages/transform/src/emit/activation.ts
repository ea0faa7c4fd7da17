import type * as t from '@babel/types';
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
} from '../ast/builders.js';
import { mappedTo, type Position } from '../ast/location.js';
import type { FileState, FunctionRecord } from '../walk/file-state.js';
import { functionId, handle, isOn } from './probes.js';

/**
 * The first statement of an activation.
 *
 * @example
 * const $f = $c.on ? $c.enter($b(1)) : 0;
 * const $f = $c.on ? $c.open($b(1)) : null; // where it can suspend
 *
 * @param position where the probe is, if that can show
 */
export function begin(
  record: FunctionRecord,
  file: FileState,
  position: Position | null = null,
): t.VariableDeclaration {
  const { frame, names } = file;
  const suspends = isCoroutine(file);
  const name = suspends ? 'open' : 'enter';
  const probe = member(identifier(names.probes), frame.kind === 'module' ? `${name}Module` : name);
  const test = isOn(file);
  if (position) mappedTo(position, test.object);
  return declaration(
    'const',
    handle(file),
    conditional(
      test,
      call(probe, [functionId(file, record)]),
      suspends ? nullLiteral() : numericLiteral(0),
    ),
  );
}

/** The last statement of an activation: `if ($f) $c.exit($f);` or `if ($f) $c.close($f);` */
export function end(file: FileState): t.Statement {
  return ifStatement(handle(file), statement(endCall(file)));
}

export function endCall(file: FileState): t.CallExpression {
  const name = isCoroutine(file) ? 'close' : 'exit';
  return call(member(identifier(file.names.probes), name), [handle(file)]);
}

/** Whether the handle of an activation is an object, rather than its depth on the stack. */
function isCoroutine({ frame }: FileState): boolean {
  return frame.kind === 'module' ? frame.suspensions > 0 : frame.kind !== 'function';
}
