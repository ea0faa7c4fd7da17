import { writeSync } from '../platform/files.js';

/**
 * Writes a message of one line to standard error. The descriptor itself can be written to in every
 * thread, before the program has set up its streams, and while the process exits.
 */
export function say(message: string): void {
  try {
    writeSync(2, `coroscope: ${message}\n`);
  } catch {
    // Standard error is closed or full, which must not affect the program.
  }
}
