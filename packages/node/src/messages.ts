import { writeSync } from 'node:fs';

/**
 * Writes one line to standard error. Straight to the descriptor: it works in every thread, before
 * the program has set up its streams and while the process exits.
 */
export function say(message: string): void {
  try {
    writeSync(2, `coroscope: ${message}\n`);
  } catch {
    // Standard error is closed or full: nobody reads it, and the program must not notice.
  }
}

/** An error as one line that names the file. */
export function oneLine(error: unknown, path: string): string {
  const text = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0];
  return text.includes(path) ? text : `${path}: ${text}`;
}
