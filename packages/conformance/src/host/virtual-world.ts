interface Timer {
  at: number;
  callback: () => void;
}

/**
 * The only world that a thread of a program knows: time moves when the program says so, or, when the thread
 * has nothing left to do, on to the next timer. One unit is a millisecond.
 */
export class VirtualWorld {
  /** The wall clock. */
  wall = 0;
  /** The CPU clock: stands still while the thread is blocked or idle. */
  cpu = 0;
  /** How long there was nothing to do. */
  idle = 0;
  /** Turns of the event loop so far. */
  turns = 0;
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
    this.callAt(this.wall + ms, callback);
  };

  /** Has the event loop call something at a moment of the wall clock, or later if the thread is busy. */
  callAt(at: number, callback: () => void): void {
    const later = this.#timers.findIndex((timer) => timer.at > at);
    this.#timers.splice(later < 0 ? this.#timers.length : later, 0, { at, callback });
  }

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => this.timer(ms, () => resolve()));

  readonly rejectAfter = (ms: number, reason: unknown = new Error('expected')): Promise<never> =>
    new Promise((_, reject) => this.timer(ms, () => reject(reason)));

  /** When the next turn of the event loop begins; undefined while nothing is left to do. */
  get nextTurn(): number | undefined {
    return this.#timers.length === 0 ? undefined : Math.max(this.wall, this.#timers[0].at);
  }

  /** Runs what has been set going until nothing is left: all microtasks, then turn by turn. */
  async runToEnd(): Promise<void> {
    await microtasksDrained();
    while (this.nextTurn !== undefined) await this.runTurn();
  }

  /** Runs one turn: the timers that are due when it begins, each followed by all microtasks. */
  async runTurn(): Promise<void> {
    this.turns++;
    this.sleepUntil(this.nextTurn!);
    const later = this.#timers.findIndex(({ at }) => at > this.wall);
    for (let due = later < 0 ? this.#timers.length : later; due > 0; due--) {
      this.#timers.shift()!.callback();
      await microtasksDrained();
    }
  }

  /** Lets the wall clock move to a moment, unless it is past that already, with nothing to do. */
  sleepUntil(moment: number): void {
    this.idle += Math.max(0, moment - this.wall);
    this.wall = Math.max(this.wall, moment);
  }
}

/** Resolves once all microtasks have run. */
export function microtasksDrained(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
