import { randomBytes } from 'node:crypto';
import { watch as watchFiles } from 'node:fs';
import { BroadcastChannel, type MessagePort } from 'node:worker_threads';
import type { NodeOptions } from '../options/node-options.js';
import { listen } from '../channel/listen.js';
import { collectGarbage } from '../platform/collect-garbage.js';
import type { EndingSignal } from '../platform/ending-signals.js';
import type { Channel } from '../run-directory/channel.js';
import { ShardDirectory } from '../run-directory/shard-directory.js';
import {
  channelOf,
  Control,
  WatcherState,
  type Registration,
  type WatcherData,
} from './control.js';
import { endStuckProcess } from './end-stuck-process.js';
import type { SignalWatch } from './watch-signals.js';
import { responder } from './answer.js';
import { ThreadAccounts } from './thread-accounts.js';

/** What flushes take of a processor at most: one that takes long is followed by a longer pause. */
const SHARE = 0.1;

/** The longest such pause, in milliseconds: on a busy machine, a flush takes long that computes little. */
const LONGEST_PAUSE = 5000;

/** Bytes that the figures of a large program take in passing; left to itself, V8 would let many times that pile up. */
const LARGE_HEAP = 64 * 2 ** 20;

/** How long threads that are about to register, or to save, are waited for, in milliseconds. */
const PATIENCE = 2000;
const STEP = 5;

/** When somebody may begin to ask, in milliseconds: most programs are over by then, and none is kept waiting. */
const LISTEN_AFTER = 50;

const TOKEN_BYTES = 16;

/**
 * Watches the threads of this process until it ends.
 *
 * @param signals ends the process by a signal that the main thread is too stuck to hear, if this is to do so
 * @param saveRun saves the profile of the whole run, which no command waits for
 */
export function watch(
  data: WatcherData,
  port: MessagePort,
  signals: SignalWatch | undefined,
  saveRun: (options: NodeOptions) => Promise<void>,
): void {
  const { control, interval } = data;
  const run = new ShardDirectory(data.runDirectory);
  const { process } = data.main.id;
  const threads = new Set<ThreadAccounts>();
  const add = (registration: Registration) => {
    threads.add(new ThreadAccounts(registration, run, control));
  };

  /** Saves all figures, once all threads are known, and have saved what they are about to save themselves. */
  const saveLeft = (then: () => void, patience = PATIENCE) => {
    // The main thread has not joined by a message.
    const isComplete = threads.size + ended > Atomics.load(control, Control.Joined);
    const isSaving = [...threads].some((thread) => thread.isSavingItself);
    if ((!isComplete || isSaving) && patience > 0) {
      setTimeout(() => saveLeft(then, patience - STEP), STEP);
      return;
    }
    for (const thread of threads) thread.save();
    ended += threads.size;
    threads.clear();
    then();
  };

  let ended = 0;
  const flushAll = () => {
    const start = performance.now();
    if (run.isSaveRequested(process)) return answerFile();
    for (const thread of threads) {
      if (!thread.flush()) continue;
      threads.delete(thread);
      ended++;
    }
    if (globalThis.process.memoryUsage().heapUsed > LARGE_HEAP) collectGarbage();
    const taken = performance.now() - start;
    setTimeout(flushAll, Math.max(interval, Math.min(taken / SHARE, LONGEST_PAUSE)));
  };

  let isAnswering = false;
  const answerFile = () => {
    if (isAnswering) return;
    isAnswering = true;
    saveLeft(() => run.confirmSave(process));
  };

  const answer = () => {
    const request = Atomics.load(control, Control.Requests);
    saveLeft(() => {
      Atomics.store(control, Control.Answers, request);
      Atomics.notify(control, Control.Answers);
    });
  };

  const endStuck = (signal: EndingSignal) => {
    saveLeft(() => {
      const saved = data.ownRun === undefined ? Promise.resolve() : saveRun(data.ownRun);
      // What can't be saved is no reason to go on.
      void saved
        .catch(() => {})
        .then(() => {
          signals?.close();
          return endStuckProcess(signal);
        });
    });
  };

  const listenForOthers = () => {
    const { isProgram, command, main } = data;
    const channel: Channel = {
      process,
      address: run.addressOfChannel(process),
      token: randomBytes(TOKEN_BYTES).toString('base64url'),
      isProgram,
      command,
      arguments: main.program.arguments,
      startedAt: Math.round(Date.now() - globalThis.process.uptime() * 1000),
    };
    const announce = (problem?: string) => {
      try {
        run.announceChannel({ ...channel, problem });
      } catch {
        // A full disk, or a run that is over.
      }
    };
    listen(
      channel.address,
      channel.token,
      () => responder(threads, control),
      (error) => announce(error.message),
    ).on('listening', () => announce());
  };

  add(data.main);
  const channel = new BroadcastChannel(channelOf(data.runDirectory));
  channel.onmessage = (message) => add((message as { data: Registration }).data);
  port.on('message', answer);
  setTimeout(flushAll, interval);
  setTimeout(listenForOthers, LISTEN_AFTER);
  try {
    watchFiles(run.path, () => {
      if (run.isSaveRequested(process)) answerFile();
    });
  } catch {
    // A request is then seen at the next flush.
  }
  signals?.onStuck(endStuck);
  run.announceWatcher(process);
  Atomics.store(control, Control.Watcher, WatcherState.Listening);
  Atomics.notify(control, Control.Watcher);
}
