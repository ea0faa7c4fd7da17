import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Leaves word that this process deals with signals, or is about to. One that never does so after a
 * signal is caught in a computation, which keeps it from ending, and may be killed.
 */
export function markAnswering(parts: string): void {
  try {
    writeFileSync(placeOf(parts, process.pid), '');
  } catch {
    // The command that waited has gone, and the directory with it.
  }
}

export function isAnswering(parts: string, pid: number): boolean {
  return existsSync(placeOf(parts, pid));
}

function placeOf(parts: string, pid: number): string {
  return join(parts, `${pid}.answering`);
}
