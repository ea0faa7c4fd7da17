import { basename } from 'node:path';
import {
  getEnvironmentData,
  isMainThread,
  setEnvironmentData,
  threadId,
  type WorkerOptions,
} from 'node:worker_threads';
import { numberedWorker } from '../shards/thread-names.js';

/** Under this name, a new worker finds its own: only the latest Nodes tell it otherwise. */
const KEY = 'coroscope worker';

/** Characters of a name that are kept. */
const LONGEST = 200;

/** The folder of installed packages, such as pools: the script of all workers of one pool says nothing. */
const PACKAGES = /[\\/]node_modules[\\/]/;

/**
 * Starts a worker by a function, so that it finds what it is called: the name in its options or, if there is none,
 * that of its script.
 */
export function withWorkerName<Started>(
  file: unknown,
  options: WorkerOptions | null | undefined,
  start: () => Started,
): Started {
  const given: unknown = options?.name;
  const isGiven = typeof given === 'string' && given !== '';
  const name = isGiven ? given : options?.eval ? '' : scriptName(file);
  if (name === '') return start();
  setEnvironmentData(KEY, name.slice(0, LONGEST));
  try {
    return start();
  } finally {
    setEnvironmentData(KEY, undefined);
  }
}

/** The base name of a path or a URL; empty for `data:` URLs, and for what Node refuses. */
function scriptName(file: unknown): string {
  const isFile = typeof file === 'string' || (file instanceof URL && file.protocol === 'file:');
  const path = isFile ? String(file) : '';
  return PACKAGES.test(path) ? '' : basename(path);
}

/** What this thread is called: `main`, as `withWorkerName` says or, where nothing is known, `worker 7`. */
export function nameOfThread(): string {
  if (isMainThread) return 'main';
  const name = getEnvironmentData(KEY);
  // Otherwise the workers that this one starts would have it, too.
  setEnvironmentData(KEY, undefined);
  return typeof name === 'string' ? name : numberedWorker(threadId);
}
