import { BroadcastChannel } from 'node:worker_threads';
import type { FiguresStore } from './figures-store.js';
import { RESET_EVENT, THREADS_CHANNEL, type ThreadFigures } from './live-protocol.js';

/**
 * What other threads of the server's process have run: those that start the profiler, and send their figures. Those of a
 * thread that has ended stay, as another one goes on in its place.
 */
export class ServerThreads {
  readonly #channel = new BroadcastChannel(THREADS_CHANNEL);

  constructor(store: FiguresStore) {
    this.#channel.onmessage = (message) => {
      const { thread, profile } = (message as { data: ThreadFigures }).data;
      store.update(thread, profile);
    };
    this.#channel.unref();
  }

  reset(): void {
    this.#channel.postMessage(RESET_EVENT);
  }

  close(): void {
    this.#channel.close();
  }
}
