import { report } from '@coroscope/browser';
import { profiler } from '@coroscope/runtime';
import { BroadcastChannel } from 'node:worker_threads';
import { RESET_EVENT, THREADS_CHANNEL, type ThreadFigures } from '../live/live-protocol.js';
import { serverFigures } from '../live/server-figures.js';

/** The part of Nitro's application that the plugin uses. */
interface NitroApp {
  hooks: { hook(name: 'close', run: () => void): void };
}

/** Starts the profiler in the thread in which Nitro renders, and sends its figures to Vite's server. */
export function profileThread({ hooks }: NitroApp): void {
  const thread = Math.random().toString(36).slice(2);
  const channel = new BroadcastChannel(THREADS_CHANNEL);
  channel.onmessage = (message) => {
    if ((message as { data: unknown }).data === RESET_EVENT) profiler.reset();
  };
  channel.unref();
  profiler.start();
  const take = () => serverFigures('nitro');
  const send = (profile: ThreadFigures['profile']) =>
    channel.postMessage({ thread, profile } satisfies ThreadFigures);
  report(send, { take });
  // Nitro starts another thread when what it has bundled has changed.
  hooks.hook('close', () => send(take()));
}
