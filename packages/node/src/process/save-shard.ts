import { probes, profiler, thread } from '@coroscope/runtime';
import { isMainThread, threadId } from 'node:worker_threads';
import type { RunDirectory, ThreadId } from '../run-directory/run-directory.js';
import type { Ending } from './exit.js';
import type { NodeOptions } from '../options/node-options.js';
import { collectGarbage } from '../platform/collect-garbage.js';
import type { OwnCode } from '../platform/own-code.js';
import type { WatchedShard } from '../watcher/join-watcher.js';
import { encodeShard } from './encode-shard.js';
import { nameOfThread } from './worker-name.js';
import { describeProgram, describeRun } from '../run-directory/describe-program.js';

const CRASH = isMainThread
  ? 'This is the profile of a crash: the program was ended by an error that nothing caught.'
  : 'A worker thread crashed: it was ended by an error that nothing caught in it.';

/** Names this thread. */
export function nameThread(): ThreadId {
  thread.id = threadId;
  thread.name = nameOfThread();
  return { process: process.pid, thread: threadId };
}

// Before the program can replace it.
const { cpuUsage } = process;

/**
 * Announces this thread's shard of the profile when the first instrumented code runs: of other threads,
 * such as those of tools, nothing is missed when they end without saving.
 *
 * @returns a function that ends the profiling and saves the shard, with how the thread ended; only its first
 *   call counts
 */
export function prepareShard(
  run: RunDirectory,
  id: ThreadId,
  watched: WatchedShard,
  { held }: Pick<NodeOptions, 'held'>,
  ownCode: OwnCode,
): (ending?: Ending) => void {
  const { register } = probes;
  probes.register = (...file) => {
    probes.register = register;
    announce(run, id);
    watched.noteInstrumented();
    return register(...file);
  };
  let isSaved = false;
  return (ending) => {
    if (isSaved) return;
    isSaved = true;
    profiler.stop();
    if (!watched.claim()) return;
    // Only now are the probes compiled as the program has used them.
    profiler.measureProbes(batchesFor(cpuUsage()));
    run.announce(id);
    if (held) collectGarbage();
    const profile = profiler.snapshot();
    if (ending === 'crashed') profile.notes.push(CRASH);
    const end = ending === 'crashed' ? 'ended' : ending;
    const threads = profile.threads.map((entry) => ({ ...entry, end }));
    const whole = { ...profile, threads, ...describeRun(id, describeProgram(), ending) };
    run.writeShard(id, encodeShard(whole, ownCode));
    watched.noteSaved();
  };
}

function announce(run: RunDirectory, id: ThreadId): void {
  try {
    run.announce(id);
  } catch {
    // Saving will fail as well, and say why.
  }
}

/** Microseconds that Node takes to start. */
const START = 100_000;

/** A short program has used probes that V8 had not optimized, and is not to wait for what measures them. */
function batchesFor({ user }: NodeJS.CpuUsage): number {
  return Math.min(Math.max(Math.round((user - START) / 4000), 1), 300);
}
