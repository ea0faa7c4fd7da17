import type { CommandEntry, OptionEntry, ValueEntry } from '../reference/command-entries.js';

/** The completion for fish. */
export function fishCompletion(program: CommandEntry, commands: readonly CommandEntry[]): string {
  const names = commands.map(({ name }) => name);
  const programs = commands.filter(({ runsProgram }) => runsProgram);
  const valued = new Set(
    programs.flatMap(({ options }) =>
      options.filter(({ value }) => value?.isRequired).flatMap((option) => option.names),
    ),
  );
  const lines = [
    ...commands.map(
      ({ name, summary }) =>
        `complete -c coroscope -n '__coroscope_at_start' -a ${name} -d ${quoted(summary)}`,
    ),
    ...program.options.map((option) => optionLine('__coroscope_at_start', option)),
    ...commands.flatMap((command) => {
      const condition = `__coroscope_is ${command.name}`;
      return [
        ...command.options.map((option) => optionLine(condition, option)),
        ...command.arguments.flatMap(({ choices }) =>
          choices.length > 0
            ? [`complete -c coroscope -n '${condition}' -f -a '${choices.join(' ')}'`]
            : [],
        ),
      ];
    }),
  ];
  return `# Completion of coroscope for fish.
function __coroscope_at_start
    test (count (commandline -opc)) -eq 1
end

# Whether the options of a command come next: "run" may be left out, and what follows a program is its own.
function __coroscope_is
    set -l words (commandline -opc)[2..]
    set -l command run
    if contains -- "$words[1]" ${names.join(' ')}
        set command $words[1]
        set -e words[1]
    end
    test $command = $argv[1]; or return 1
    contains $command ${programs.map(({ name }) => name).join(' ')}; or return 0
    while set -q words[1]
        switch $words[1]
            case ${[...valued].join(' ')}
                set -e words[1]
            case --
                return 1
            case '-*'
            case '*'
                return 1
        end
        set -e words[1]
    end
end

${lines.join('\n')}
`;
}

function optionLine(condition: string, { names, description, value }: OptionEntry): string {
  const flags = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const line = `complete -c coroscope -n '${condition}' ${flags.join(' ')} -d ${quoted(description)}`;
  return value?.isRequired ? `${line} ${completed(value)}` : line;
}

function completed({ choices, isFile }: ValueEntry): string {
  if (choices.length > 0) return `-x -a '${choices.join(' ')}'`;
  return isFile ? '-r' : '-x';
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
