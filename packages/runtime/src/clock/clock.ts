import type { ClockDescription, ClockKind } from '../format/document.js';
import { describeError } from '../platform/describe-error.js';
import {
  type LoopMetrics,
  platformCpuClock,
  platformLoopMetrics,
  platformWallClock,
  wallClockSource,
} from '../platform/host.js';
import { hasNanosecondClock, readNanosecondClock } from './nanosecond-clock.js';

/** A clock for `start({ clock })`: one of the platform's by name, or a custom one. */
export type ClockOption =
  | 'wall'
  | 'cpu'
  | (() => number)
  | {
      /** Milliseconds, from any origin. */
      now: () => number;
      /** With `cpu`, waiting takes no time: only time on stack exists. */
      kind: 'wall' | 'cpu';
      /** Milliseconds that the event loop has slept, from any origin; goes with `turn`. */
      idle?: () => number;
      /** The number of turns that the event loop has begun; goes with `idle`. */
      turn?: () => number;
      /** CPU time of the thread in milliseconds, from any origin. */
      cpu?: () => number;
    };

export interface Clock {
  description: ClockDescription;
  /** Milliseconds, from any origin; never runs backwards, never throws. */
  read: () => number;
  /** 1 if time passes while an activation waits, 0 for a clock that counts work only. */
  waits: 0 | 1;
  /** Null where nobody tells idle time. */
  loop: LoopMetrics | null;
  /** The CPU clock beside one of elapsed time. */
  cpu: (() => number) | null;
  /** Whether gaps and tasks may have any length, so that none is too short to be looked at. */
  isExact: boolean;
}

const cpuClock = platformCpuClock();

export const wallClock: Clock = {
  description: {
    kind: 'wall',
    source: hasNanosecondClock ? 'process.hrtime.bigint' : wallClockSource,
  },
  read: hasNanosecondClock ? readNanosecondClock : platformWallClock,
  waits: 1,
  loop: platformLoopMetrics ?? null,
  cpu: cpuClock?.read ?? null,
  isExact: false,
};
if (cpuClock !== undefined) wallClock.description.cpu = cpuClock.source;

let measuredWallClock: ClockDescription | undefined;

/** Faults of custom clocks, reported in the profile's notes. */
export const clockFaults = { backwards: 0, furthest: 0, failed: 0, lastFailure: '' };

/** The switch that decides whether calls of instrumented functions are recorded. */
export interface Gate {
  on: boolean;
}

/**
 * @throws {Error} if the platform lacks the clock
 * @throws {TypeError} if the option is not a clock
 */
export function selectClock(option: ClockOption, gate: Gate): Clock {
  if (option === 'wall') {
    wallClock.description = measuredWallClock ??= measured(wallClock.description, wallClock.read);
    return wallClock;
  }
  if (option === 'cpu') {
    if (cpuClock === undefined) {
      throw new Error(
        "coroscope: this platform has no CPU clock; use clock: 'wall', or a function that returns milliseconds",
      );
    }
    return {
      description: measured({ kind: 'cpu', source: cpuClock.source }, cpuClock.read),
      read: guardClock(cpuClock.read, gate),
      waits: 0,
      loop: null,
      cpu: null,
      isExact: false,
    };
  }
  if (typeof option === 'function') return customClock({ kind: 'custom', now: option }, gate);
  if (typeof option === 'object' && option !== null && typeof option.now === 'function') {
    return customClock(option, gate);
  }
  throw new TypeError(
    `coroscope: unknown clock ${JSON.stringify(option)}; known are 'wall', 'cpu', or a function that returns milliseconds`,
  );
}

/** How many steps of the clock are measured. */
const STEPS = 4;
/** The limit of readings for a clock that makes fewer steps: a few milliseconds' worth. */
const READINGS = 100_000;

/** Adds the clock's shortest step to its description: browsers round their time, by up to 100 ms. */
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

interface CustomClock extends Omit<Extract<ClockOption, object>, 'kind'> {
  now: () => number;
  kind: ClockKind;
  idle?: () => number;
  turn?: () => number;
  cpu?: () => number;
}

function customClock({ kind, now, idle, turn, cpu }: CustomClock, gate: Gate): Clock {
  if ((idle === undefined) !== (turn === undefined)) {
    throw new TypeError(
      'coroscope: a clock needs both idle and turn to tell idle time, or neither; give the other one, too',
    );
  }
  const guarded = (read: (() => number) | undefined) =>
    read === undefined ? null : guardClock(read, gate);
  const [idleTime, turns] = [guarded(idle), guarded(turn)];
  const waits = kind === 'cpu' ? 0 : 1;
  return {
    description: {
      kind,
      source: now.name || 'function',
      ...(cpu === undefined ? {} : { cpu: cpu.name || 'function' }),
    },
    read: guardClock(now, gate),
    waits,
    loop: waits === 1 && idleTime && turns ? { idle: idleTime, turn: turns } : null,
    cpu: waits === 1 ? guarded(cpu) : null,
    isExact: true,
  };
}

/**
 * Makes any function safe to read at any point of the program: time stands still while it throws,
 * returns anything but a number, or runs backwards; if it is instrumented itself, its calls are not
 * recorded.
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
