import { probes as ownProbes } from '../engine/probes.js';
import { ABI_VERSION, RUNTIME_KEY } from '../format/metadata.js';
import { thread as ownThread } from '../platform/thread.js';
import { threadMemory } from '../platform/thread-memory.js';
import { Profiler } from './profiler.js';

/**
 * All copies of the runtime in a realm share one engine: an ES module and a CommonJS module in one
 * program, or two installed versions that implement the same contract.
 */
const KEY = Symbol.for(`${RUNTIME_KEY}${ABI_VERSION}`);
/** Where emitted code finds the probes when it imports nothing. */
const GLOBAL = '__coroscope__';

interface Shared {
  probes: typeof ownProbes;
  profiler: Profiler;
  thread: typeof ownThread;
  /** The shared memory of this thread's tables, if the platform has such; `./watch` reads it. */
  memory?: SharedArrayBuffer;
}

function share(): Shared {
  const host = globalThis as unknown as Record<symbol | string, Shared | undefined>;
  const existing = host[KEY];
  if (existing !== undefined) return existing;
  const shared: Shared = {
    probes: ownProbes,
    profiler: new Profiler(),
    thread: ownThread,
    memory: threadMemory,
  };
  Object.defineProperty(host, KEY, { value: shared });
  Object.defineProperty(host, GLOBAL, { value: ownProbes, configurable: true });
  return shared;
}

export const { probes, profiler, thread, memory } = share();
