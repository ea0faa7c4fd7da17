import { profiler, thread, type Profile } from '@coroscope/runtime';
import { relative } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';
import { announcePart, writePart } from './parts.js';

// Before the program can change it.
const startDirectory = process.cwd();

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
    writePart(parts, id, { ...profiler.snapshot(), program: describeProgram() });
  };
}

function describeProgram(): Profile['program'] {
  const [, script = '', ...args] = process.argv;
  const name = relative(startDirectory, script);
  return {
    arguments: [name.startsWith('..') ? script : name, ...args],
    directory: startDirectory,
    platform: `node ${process.versions.node} ${process.platform} ${process.arch}`,
  };
}
