import type { Command } from 'commander';
import { findProgram } from '../files/program-file.js';
import { wrapNodeOptions } from './wrap-node-options.js';

/** The commands that run a program. */
export const RUNNING: readonly string[] = ['run', 'check', 'compare'];

/** The arguments that are about the command itself. */
const GENERAL = ['help', '-h', '--help', '-V', '--version'];

/**
 * Prepares what was typed for the parser, which knows our own options only: adds the `run` that may be
 * left out, and wraps the options of Node.
 *
 * @param args without Node and the file of the command
 * @throws {CoroscopeError} for an option that neither we nor Node have, and one with which Node runs no script
 */
export function prepareArguments(args: readonly string[], program: Command): string[] {
  const [first, ...rest] = args;
  if (first === undefined || GENERAL.includes(first)) return [...args];
  const command = program.commands.find((candidate) => candidate.name() === first);
  if (command === undefined) {
    if (!isToBeRun(first)) return [...args];
    return prepareArguments(['run', ...args], program);
  }
  return RUNNING.includes(first) ? [first, ...wrapNodeOptions(rest, command)] : [...args];
}

/** Whether arguments run a program with `run`, which may be left out. */
export function isRun([first]: readonly string[]): boolean {
  if (first === undefined || GENERAL.includes(first)) return false;
  return first === 'run' || (!RUNNING.includes(first) && isToBeRun(first));
}

/** Whether `run` has been left out before something: not what may be a mistyped command. */
function isToBeRun(first: string): boolean {
  return /^-|[.\\/]/.test(first) || findProgram(first) !== undefined;
}
