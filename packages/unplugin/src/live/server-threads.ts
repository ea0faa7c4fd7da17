import { BroadcastChannel } from 'node:worker_threads';
import type { FiguresStore } from './figures-store.js';
import { RESET_EVENT, THREADS_CHANNEL, type ThreadFigures } from './live-protocol.js';

/** What other threads of the server's process have run: those that start the profiler, and send their figures. */
export class ServerThreads {
  readonly #channel = new BroadcastChannel(THREADS_CHANNEL);
  #latest = '';

  /** @param store gets the figures of the thread that was started last, of those that follow each other */
  constructor(store: FiguresStore) {
    this.#channel.onmessage = (message) => {
      const { thread, profile } = (message as { data: ThreadFigures }).data;
      if (thread !== this.#latest) store.close(this.#latest);
      this.#latest = thread;
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
