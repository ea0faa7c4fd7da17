import { say } from './say.js';

/** Characters of a command that are worth a line. */
const LONGEST = 160;

/**
 * Says which command shows more, as the last line, where somebody reads it: on a terminal.
 *
 * @param command Its words; none is said for one that reads standard input.
 */
export function sayNext(command: readonly string[], stream: NodeJS.WriteStream): void {
  if (!stream.isTTY || !process.stderr.isTTY || command.includes('-')) return;
  const text = command.map(shellWord).join(' ');
  if (text.length <= LONGEST) say(`next: ${text}`);
}

/** The words of a run that saves its profile, for the arguments of one that has not. */
export function savingRun(args: readonly string[]): string[] {
  const own = args[0] === 'run' ? args.slice(1) : args;
  return ['coroscope', 'run', '--out', 'profile.json', ...own];
}

function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
