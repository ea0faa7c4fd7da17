import { mkdirSync, rmSync } from './files.js';

/** How long another process may take with its turn, in milliseconds. */
const PATIENCE = 30_000;
const INTERVAL = 5;

/**
 * Does something that only one process at a time may do.
 *
 * @param path a directory that exists while a process has its turn
 * @throws Error if another process does not end its turn
 */
export function withLock<Result>(path: string, work: () => Result): Result {
  for (let waited = 0; !tryLock(path); waited += INTERVAL) {
    if (waited > PATIENCE) throw new Error(`${path} is locked; remove it if nothing is running`);
    sleep(INTERVAL);
  }
  try {
    return work();
  } finally {
    rmSync(path, { recursive: true });
  }
}

function tryLock(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const never = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Blocks this thread: a process that exits can't wait otherwise. */
function sleep(milliseconds: number): void {
  Atomics.wait(never, 0, 0, milliseconds);
}
