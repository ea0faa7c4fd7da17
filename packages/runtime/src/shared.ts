import { ABI_VERSION } from './metadata.js';
import { probes as ownProbes } from './probes.js';
import { Profiler } from './profiler.js';
import { thread as ownThread } from './thread.js';

/**
 * One engine for all copies of the runtime in a realm: an ES module and a CommonJS module of one
 * program, or two installed versions that serve the same contract, keep the same books.
 */
const KEY = Symbol.for(`coroscope.runtime/${ABI_VERSION}`);
/** Where emitted code finds the probes when it imports nothing. */
const GLOBAL = '__coroscope__';

interface Shared {
  probes: typeof ownProbes;
  profiler: Profiler;
  thread: typeof ownThread;
}

function share(): Shared {
  const host = globalThis as unknown as Record<symbol | string, Shared | undefined>;
  const existing = host[KEY];
  if (existing !== undefined) return existing;
  const shared: Shared = { probes: ownProbes, profiler: new Profiler(), thread: ownThread };
  Object.defineProperty(host, KEY, { value: shared });
  Object.defineProperty(host, GLOBAL, { value: ownProbes, configurable: true });
  return shared;
}

export const { probes, profiler, thread } = share();
