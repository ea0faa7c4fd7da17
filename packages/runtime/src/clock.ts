import { describeError } from './describe-error.js';
import type { ClockDescription, ClockKind } from './document.js';
import { hasNanosecondClock, readNanosecondClock } from './nanosecond-clock.js';
import { platformCpuClock, platformWallClock } from './platform.js';

/** What `start({ clock })` takes: a platform's clock by name, or the caller's own. */
export type ClockOption =
  | 'wall'
  | 'cpu'
  | (() => number)
  | {
      /** Milliseconds, from any origin. */
      now: () => number;
      /** `cpu` says that waiting costs nothing: only time on stack exists then. */
      kind: 'wall' | 'cpu';
    };

export interface Clock {
  description: ClockDescription;
  /** Milliseconds, from any origin; never runs backwards, never throws. */
  read: () => number;
  /** 1 where time passes for a waiting activation, 0 on a clock that only counts work. */
  waits: 0 | 1;
}

export const wallClock: Clock = {
  description: {
    kind: 'wall',
    source: hasNanosecondClock ? 'process.hrtime.bigint' : 'performance.now',
  },
  read: hasNanosecondClock ? readNanosecondClock : platformWallClock,
  waits: 1,
};

let measuredWallClock: ClockDescription | undefined;

/** Faults of callers' clocks, told in the profile's notes. */
export const clockFaults = { backwards: 0, furthest: 0, failed: 0, lastFailure: '' };

/** What decides whether a call of an instrumented function is recorded. */
export interface Gate {
  on: boolean;
}

/**
 * @throws {Error} where the platform does not have the clock
 * @throws {TypeError} for anything that is no clock
 */
export function selectClock(option: ClockOption, gate: Gate): Clock {
  if (option === 'wall') {
    wallClock.description = measuredWallClock ??= measured(wallClock.description, wallClock.read);
    return wallClock;
  }
  if (option === 'cpu') {
    const cpu = platformCpuClock();
    if (cpu === undefined) {
      throw new Error(
        "coroscope: this platform has no CPU clock; use clock: 'wall', or a function that returns milliseconds",
      );
    }
    return {
      description: measured({ kind: 'cpu', source: cpu.source }, cpu.read),
      read: guardClock(cpu.read, gate),
      waits: 0,
    };
  }
  if (typeof option === 'function') return customClock('custom', option, 1, gate);
  if (typeof option === 'object' && option !== null && typeof option.now === 'function') {
    return customClock(option.kind, option.now, option.kind === 'cpu' ? 0 : 1, gate);
  }
  throw new TypeError(
    `coroscope: unknown clock ${JSON.stringify(option)}; known are 'wall', 'cpu', or a function that returns milliseconds`,
  );
}

/** Steps of the clock to look at. */
const STEPS = 4;
/** Readings after which a clock that has not moved so often is given up: a few milliseconds. */
const READINGS = 100_000;

/** With the shortest step that the clock makes: browsers round their time, by up to 100 ms. */
function measured(description: ClockDescription, read: () => number): ClockDescription {
  let shortest = Infinity;
  let latest = read();
  for (let steps = 0, readings = 0; steps < STEPS && readings < READINGS; readings++) {
    const step = read() - latest;
    if (step <= 0) continue;
    if (step < shortest) shortest = step;
    latest += step;
    steps++;
  }
  if (shortest === Infinity) return description;
  return { ...description, resolution: Number(shortest.toPrecision(3)) };
}

function customClock(kind: ClockKind, now: () => number, waits: 0 | 1, gate: Gate): Clock {
  return {
    description: { kind, source: now.name || 'function' },
    read: guardClock(now, gate),
    waits,
  };
}

/**
 * Makes any function fit to be read between two instructions of somebody's program: time stands
 * still while it throws, answers with no number, or runs backwards, and if it is instrumented
 * itself its calls stay out of the books.
 */
function guardClock(now: () => number, gate: Gate): () => number {
  let latest = -Infinity;
  return () => {
    const recording = gate.on;
    gate.on = false;
    try {
      const reading = now();
      if (reading >= latest) {
        latest = reading;
      } else if (reading < latest) {
        clockFaults.backwards++;
        if (latest - reading > clockFaults.furthest) clockFaults.furthest = latest - reading;
      } else {
        recordFailure(
          `it returned ${typeof reading === 'number' ? 'NaN' : `a value of type ${typeof reading}`}`,
        );
      }
    } catch (error) {
      recordFailure(describeError(error));
    } finally {
      gate.on = recording;
    }
    return latest === -Infinity ? 0 : latest;
  };
}

function recordFailure(reason: string): void {
  clockFaults.failed++;
  clockFaults.lastFailure = reason;
}
