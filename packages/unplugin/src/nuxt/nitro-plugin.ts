import { report } from '@coroscope/browser';
import { profiler } from '@coroscope/runtime';
import { BroadcastChannel } from 'node:worker_threads';
import { RESET_EVENT, THREADS_CHANNEL, type ThreadFigures } from '../live/live-protocol.js';
import { serverFigures } from '../live/server-figures.js';

/** Starts the profiler in the thread in which Nitro renders, and sends its figures to Vite's server. */
export function profileThread(): void {
  const thread = Math.random().toString(36).slice(2);
  const channel = new BroadcastChannel(THREADS_CHANNEL);
  channel.onmessage = (message) => {
    if ((message as { data: unknown }).data === RESET_EVENT) profiler.reset();
  };
  channel.unref();
  profiler.start();
  const send = (profile: ThreadFigures['profile']) =>
    channel.postMessage({ thread, profile } satisfies ThreadFigures);
  report(send, { take: () => serverFigures('nitro') });
}
