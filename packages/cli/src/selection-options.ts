import type { NodeOptions } from '@coroscope/node';
import type { Command } from 'commander';

/** What is instrumented of the program that a command runs. */
export type SelectionOptions = Pick<NodeOptions, 'include' | 'exclude' | 'all'>;

export function addSelectionOptions(command: Command): Command {
  return command
    .option('--include <glob>', 'instrument only files that match; repeatable', gather, [])
    .option('--exclude <glob>', 'leave out files that match; repeatable', gather, [])
    .option('--all', 'instrument dependencies (node_modules) too', false);
}

function gather(value: string, previous: string[]): string[] {
  return [...previous, value];
}
