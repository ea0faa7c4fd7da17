/** Tells the user something in one line, on standard error. */
export function say(message: string): void {
  process.stderr.write(`coroscope: ${message}\n`);
}
