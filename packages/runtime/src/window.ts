import type { Profile } from './document.js';
import { closeMaxima, mark, openMaxima, type Maxima } from './maxima.js';
import { takeReading, type Reading } from './reading.js';
import { describeWindow } from './snapshot.js';

// Tests replace it.
const NativeDate = Date;

/**
 * A stretch of engine time with figures of its own: the difference of two readings. Any number may
 * be open at once, and none disturbs another. A window that is dropped without being closed costs a
 * little at every later reading.
 */
export class Window {
  readonly #opening: Reading;
  readonly #maxima: Maxima;
  #isClosed = false;
  readonly #startedAt = new NativeDate().toISOString();

  /** @internal Windows are opened by `profiler.window()`. */
  constructor() {
    this.#maxima = openMaxima();
    this.#opening = takeReading();
  }

  /** The figures since it opened. */
  read(): Profile {
    const reading = takeReading();
    if (this.#isClosed) reading.stretch = null;
    mark();
    return describeWindow(this.#opening, reading, this.#maxima, this.#startedAt);
  }

  /** Gives up what it holds; it can still be read, without the peaks, longest waits and stretches after this. */
  close(): void {
    this.#isClosed = true;
    closeMaxima(this.#maxima);
  }
}
