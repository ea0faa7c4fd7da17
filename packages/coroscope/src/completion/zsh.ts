import type { CommandEntry, OptionEntry, ValueEntry } from '../reference/command-entries.js';

/** The completion for zsh: as a file of `fpath`, or evaluated after `compinit`. */
export function zshCompletion(program: CommandEntry, commands: readonly CommandEntry[]): string {
  return `#compdef coroscope
# Completion of coroscope for zsh.
_coroscope() {
  local command=run
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    # "run" may be left out.
    _describe -t commands command commands
    [[ $PREFIX == -* ]] && _arguments ${program.options.map((option) => specOf(option)).join(' ')}
  elif [[ -n \${commands[(r)\${words[2]}:*]} ]]; then
    command=\${words[2]}
    shift words
    ((CURRENT--))
  fi
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _coroscope ]]; then
  _coroscope "$@"
else
  compdef _coroscope coroscope
fi
`;
}

function commandCase({ name, options, arguments: args, runsProgram }: CommandEntry): string {
  const specs = [
    ...options.map((option) => specOf(option)),
    ...args.map((argument) => argumentSpec(argument, runsProgram)),
  ];
  return `    ${name})\n      _arguments -S \\\n        ${specs.join(' \\\n        ')}\n      ;;`;
}

/** `'(-o --out)'{-o+,--out=}'[the file]:file:_files'`; an option may be given again. */
function specOf({ names, description, value }: OptionEntry): string {
  const text = `[${description.replace(/[[\]\\:]/g, '\\$&')}]`;
  return names
    .map((name) => {
      if (value === undefined) return quoted(`*${name}${text}`);
      if (!value.isRequired) return quoted(`*${name}=-${text}::${value.name}:${action(value)}`);
      const mark = name.startsWith('--') ? '=' : '+';
      return quoted(`*${name}${mark}${text}:${value.name}:${action(value)}`);
    })
    .join(' ');
}

/** What follows a program is its own, options too. */
function argumentSpec(argument: ValueEntry, runsProgram: boolean): string {
  const { name, isVariadic } = argument;
  if (runsProgram) return quoted(`*::${name}:_files`);
  return quoted(`${isVariadic ? '*' : ''}:${name}:${action(argument)}`);
}

function action({ choices, isFile }: ValueEntry): string {
  if (choices.length > 0) return `(${choices.join(' ')})`;
  return isFile ? '_files' : ' ';
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
