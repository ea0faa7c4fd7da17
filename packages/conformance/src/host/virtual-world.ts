interface Timer {
  at: number;
  callback: () => void;
}

/**
 * The only world that a program knows: time moves when the program says so, or, when it has nothing
 * left to do, on to the next timer. One unit is a millisecond.
 */
export class VirtualWorld {
  /** The wall clock. */
  wall = 0;
  /** The CPU clock: stands still while the thread is blocked or idle. */
  cpu = 0;
  /** By due time, then by the order of their making. */
  #timers: Timer[] = [];

  /** Computes. */
  readonly advance = (ms: number): void => {
    this.wall += ms;
    this.cpu += ms;
  };

  /** Blocks the thread without computing. */
  readonly block = (ms: number): void => {
    this.wall += ms;
  };

  readonly timer = (ms: number, callback: () => void): void => {
    const at = this.wall + ms;
    const later = this.#timers.findIndex((timer) => timer.at > at);
    this.#timers.splice(later < 0 ? this.#timers.length : later, 0, { at, callback });
  };

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => this.timer(ms, () => resolve()));

  readonly rejectAfter = (ms: number, reason: unknown = new Error('expected')): Promise<never> =>
    new Promise((_, reject) => this.timer(ms, () => reject(reason)));

  /** Runs what has been set going until nothing is left: all microtasks, a timer, all microtasks… */
  async runToEnd(): Promise<void> {
    for (;;) {
      await microtasksDrained();
      const next = this.#timers.shift();
      if (next === undefined) return;
      this.wall = Math.max(this.wall, next.at);
      next.callback();
    }
  }
}

function microtasksDrained(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
