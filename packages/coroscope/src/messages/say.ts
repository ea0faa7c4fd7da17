import { printable } from '@coroscope/report/printable';

/** Characters of a message that are shown. */
const LONGEST = 1000;

/** Writes a message of one line to standard error. */
export function say(message: string): void {
  process.stderr.write(`${errorLine(message)}\n`);
}

/** The line of a message, which may quote what a stranger has written. */
export function errorLine(message: string): string {
  const line = printable(message.length > LONGEST ? `${message.slice(0, LONGEST)}...` : message);
  return `coroscope: ${line}`;
}
