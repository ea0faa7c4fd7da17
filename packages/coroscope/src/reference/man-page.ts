import type { CommandEntry, OptionEntry } from './command-entries.js';

/**
 * The man page, in the language of troff, with the macros of man(7).
 *
 * @param version The version that it describes.
 */
export function manPage(
  program: CommandEntry,
  commands: readonly CommandEntry[],
  version: string,
): string {
  const lines = [
    `.TH COROSCOPE 1 "" "coroscope ${version}" "User Commands"`,
    '.SH NAME',
    text(`coroscope - ${lowerFirst(program.description)}`),
    '.SH SYNOPSIS',
    ...commands.flatMap(({ name, usage }, i) => [
      ...(i > 0 ? ['.br'] : []),
      `.B ${text(`coroscope ${name}`)}`,
      text(usage),
    ]),
    '.SH OPTIONS',
    ...program.options.flatMap(optionLines),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH EXAMPLES',
    ...literal(program.remarks.replace(/^Examples:\n/, '')),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines({ name, description, options, remarks }: CommandEntry): string[] {
  return [
    `.SS ${text(name)}`,
    text(description),
    ...options.flatMap(optionLines),
    ...(remarks === '' ? [] : ['.PP', ...literal(remarks)]),
  ];
}

function optionLines({ flags, details }: OptionEntry): string[] {
  return ['.TP', `.B ${text(flags)}`, text(details)];
}

/** Lines that are to stay as they are. */
function literal(block: string): string[] {
  return ['.nf', ...block.split('\n').map(text), '.fi'];
}

/** Text as troff takes it: a dot at the beginning of a line would be a request. */
function text(line: string): string {
  return line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('…', '...')
    .replace(/^\./, '\\&.');
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
