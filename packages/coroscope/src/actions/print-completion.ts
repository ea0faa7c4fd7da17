import type { Command } from 'commander';
import { bashCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import type { Shell } from '../completion/shells.js';
import { zshCompletion } from '../completion/zsh.js';
import { allowClosedPipe } from '../files/closed-pipe.js';
import { commandEntries, programEntry, type CommandEntry } from '../reference/command-entries.js';

const COMPLETIONS: Record<Shell, (program: CommandEntry, commands: CommandEntry[]) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints the script with which a shell completes our command line. It holds all words: no key press waits for Node. */
export function printCompletion(shell: Shell, program: Command): void {
  allowClosedPipe(process.stdout);
  process.stdout.write(COMPLETIONS[shell](programEntry(program), commandEntries(program)));
}
