import type { CommandEntry, OptionEntry, ValueEntry } from '../reference/command-entries.js';

/**
 * The completion for bash. It does without what came after bash 3.2, which macOS has, and without the package
 * bash-completion.
 */
export function bashCompletion(program: CommandEntry, commands: readonly CommandEntry[]): string {
  const names = commands.map(({ name }) => name);
  return `# Completion of coroscope for bash.
_coroscope() {
  local IFS=$' \\t\\n' word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  # "=" is a word of its own.
  if [[ $word == '=' ]]; then
    word=
  elif [[ $before == '=' ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  # "run" may be left out.
  local command=run i=1
  case \${COMP_WORDS[1]} in
    ${names.join(' | ')}) if ((COMP_CWORD > 1)); then command=\${COMP_WORDS[1]} i=2; fi ;;
  esac
  local options= valued= values= runs=
  case $command in
${commands.map(commandCase).join('\n')}
  esac
  if [[ $runs ]]; then
    # What follows the program is its own.
    for (( ; i < COMP_CWORD; i++)); do
      case \${COMP_WORDS[i]} in
        --) ((i + 1 == COMP_CWORD)) && COMPREPLY=($(compgen -c -- "$word")); return ;;
        -*=* | =) ;;
        -*) [[ " $valued " == *" \${COMP_WORDS[i]} "* ]] && { [[ \${COMP_WORDS[i + 1]} == '=' ]] && ((i++)); ((i++)); } ;;
        *) return ;;
      esac
    done
  fi
  # Where nothing is found, bash completes names of files.
  case $command:$before in
${valueCases(commands).join('\n')}
  esac
  if [[ $word == -* ]]; then
    ((COMP_CWORD == 1)) && options="$options ${program.options.flatMap((option) => option.names).join(' ')}"
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  elif ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${names.join(' ')}' -- "$word"))
    local IFS=$'\\n'
    COMPREPLY+=($(compgen -f -- "$word"))
  elif [[ $values ]]; then
    COMPREPLY=($(compgen -W "$values" -- "$word"))
  fi
}
complete -o filenames -o bashdefault -o default -F _coroscope coroscope
`;
}

/** What is known of a command: its options, those that take a value, the values of its argument. */
function commandCase({ name, options, arguments: args, runsProgram }: CommandEntry): string {
  const valued = options.filter(({ value }) => value?.isRequired);
  const settings = [
    `options='${namesOf(options)}'`,
    ...(runsProgram ? [`valued='${namesOf(valued)}'`, 'runs=1'] : []),
    ...args.flatMap(({ choices }) => (choices.length > 0 ? [`values='${choices.join(' ')}'`] : [])),
  ];
  return `    ${name}) ${settings.join(' ')} ;;`;
}

function namesOf(options: readonly OptionEntry[]): string {
  return options.flatMap(({ names }) => names).join(' ');
}

/** What completes the values of options: a case for all that take the same. */
function valueCases(commands: readonly CommandEntry[]): string[] {
  const patterns = new Map<string, string[]>();
  for (const { name: command, options } of commands) {
    for (const { names, value } of options) {
      if (!value?.isRequired) continue;
      const alike = patterns.get(completed(value)) ?? [];
      patterns.set(completed(value), [...alike, ...names.map((name) => `${command}:${name}`)]);
    }
  }
  return [...patterns].map(([action, alike]) => `    ${alike.join(' | ')}) ${action} ;;`);
}

function completed({ choices, isFile }: ValueEntry): string {
  if (choices.length > 0) {
    return `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$word")); return`;
  }
  return isFile ? 'return' : 'compopt +o default +o bashdefault 2> /dev/null; return';
}
