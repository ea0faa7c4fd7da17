import { profiler, thread } from '@coroscope/runtime';
import { isMainThread, threadId } from 'node:worker_threads';
import { announcePart, writePart } from './parts.js';
import { describeProgram } from './program.js';

/**
 * Announces this thread's part of the profile.
 *
 * @returns what ends the profiling and saves the part; only its first call counts
 */
export function prepareSaving(parts: string): () => void {
  const id = { process: process.pid, thread: threadId };
  thread.id = threadId;
  thread.name = isMainThread ? 'main' : `worker ${threadId}`;
  announcePart(parts, id);
  let isSaved = false;
  return () => {
    if (isSaved) return;
    isSaved = true;
    profiler.stop();
    // With what the program has made of the probes: before, they would not have been compiled.
    profiler.measureProbes();
    writePart(parts, id, { ...profiler.snapshot(), program: describeProgram() });
  };
}
