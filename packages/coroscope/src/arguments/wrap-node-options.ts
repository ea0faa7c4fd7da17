import { nearestName } from '@coroscope/adapter';
import { CoroscopeError } from '@coroscope/node';
import type { Command } from 'commander';
import { findFlag, isV8Flag, readNodeFlags, type FlagValue } from './node-flags.js';
import { REFUSED_FLAGS } from './refused-flags.js';

/** The option of ours that hands another one on to Node. */
export const NODE_OPTION = '--node-option';

/**
 * Rewrites the arguments of a command that runs a program. What stands before the program is ours, or
 * becomes a value of `--node-option`; `--` separates it from the program and what is the program's own.
 *
 * @returns arguments in which a `--` that was given follows the one that separates
 * @throws {CoroscopeError} for an option that neither we nor Node have, and one with which Node runs no script
 */
export function wrapNodeOptions(args: readonly string[], command: Command): string[] {
  const wrapped: string[] = [];
  let flags: ReadonlyMap<string, FlagValue> | undefined;
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (!arg.startsWith('-') || arg === '--') return [...wrapped, '--', ...args.slice(index)];
    const name = nameOf(arg);
    const isAttached = name !== arg;
    const own = command.options.find(({ short, long }) => name === short || name === long);
    if (own || ['-h', '--help'].includes(name)) {
      wrapped.push(arg);
      if (own?.required && !isAttached && index + 1 < args.length) wrapped.push(args[++index]);
      continue;
    }
    flags ??= readNodeFlags();
    const value = requireFlag(arg, flags, command);
    wrapped.push(`${NODE_OPTION}=${arg}`);
    if (value === 'next' && !isAttached && index + 1 < args.length) {
      wrapped.push(`${NODE_OPTION}=${args[++index]}`);
    }
  }
  return wrapped;
}

/** @throws {CoroscopeError} if Node has no such option, or runs no script with it */
function requireFlag(
  arg: string,
  flags: ReadonlyMap<string, FlagValue>,
  command: Command,
): FlagValue {
  const name = nameOf(arg);
  const refusal = REFUSED_FLAGS.get(name);
  if (refusal !== undefined) throw new CoroscopeError(`node ${name} ${refusal}`);
  const flag = findFlag(name, flags);
  if (flag === undefined) throw unknownOption(arg, flags, command);
  return flag;
}

/** The name of an option, without a value that is attached. */
function nameOf(arg: string): string {
  return arg.replace(/=.*/s, '');
}

function unknownOption(
  arg: string,
  flags: ReadonlyMap<string, FlagValue>,
  command: Command,
): CoroscopeError {
  const name = nameOf(arg);
  if (isV8Flag(name)) {
    return new CoroscopeError(
      `${name} is an option of V8, which Node does not document; give it as ${NODE_OPTION}=${arg}`,
    );
  }
  const own = command.options.flatMap(({ short, long }) => [short, long]);
  const names = [...own, ...flags.keys()].filter((known) => known !== undefined);
  const nearest = nearestName(name, names);
  const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
  return new CoroscopeError(
    `unknown option '${name}'${hint}; coroscope ${command.name()} --help lists ours, node --help those of Node`,
  );
}
