import { Argument, type Command } from 'commander';
import { SHELLS } from '../completion/shells.js';

export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .summary('print what completes commands and options in a shell')
    .description('Prints a script with which a shell completes commands, options and their values.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      `
Write it to where the shell looks for it, or evaluate it as the shell starts.

Examples:
  $ coroscope completion bash > ~/.local/share/bash-completion/completions/coroscope
  $ coroscope completion zsh > "\${fpath[1]}/_coroscope"
  $ coroscope completion fish > ~/.config/fish/completions/coroscope.fish`,
    )
    .action(async (shell: (typeof SHELLS)[number]) => {
      const { printCompletion } = await import('../actions/print-completion.js');
      printCompletion(shell, program);
    });
}
