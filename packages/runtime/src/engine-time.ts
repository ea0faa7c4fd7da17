import { halves, pace } from './cells.js';
import { wallClock, type Clock } from './clock.js';
import { HIGH_HALF, LOW_HALF } from './halves.js';
import {
  highOrigin,
  MILLISECONDS_HIGH,
  MILLISECONDS_LOW,
  readNanosecondClock,
  sampleNanoseconds,
} from './nanosecond-clock.js';

/**
 * Engine time: milliseconds that pass only while the profiler runs. Activations that are followed
 * to their exit after a stop thereby add nothing, and no probe has to ask whether it is running.
 */
export let clock: Clock = wallClock;

/** The numbers of which `now` makes engine time. While the profiler is stopped, all but the offset are 0. */
export const enum Pace {
  High,
  Low,
  Offset,
}

/** See contexts for why this is an object. */
export const time = {
  /** Looks at the clock: that of nanoseconds fills the halves, any other one the offset. */
  sample: sampler(clock),
};
/** What to make of a reading of the clock, for those that fill the offset. */
let slope = 0;
let offset = 0;

export function now(): number {
  time.sample();
  return (
    (halves[HIGH_HALF] - highOrigin) * pace[Pace.High] +
    halves[LOW_HALF] * pace[Pace.Low] +
    pace[Pace.Offset]
  );
}

/** Lets engine time pass, from where it stands, at the pace of a clock. */
export function startTime(next: Clock): void {
  const standing = now();
  // A field that is never assigned again is a constant to V8, and what it holds is inlined.
  if (clock.read !== next.read) time.sample = sampler(next);
  clock = next;
  pass(1, standing);
}

/** Lets time pass for a function's sake: afterwards it is what it was before. */
export function outOfTime<Result>(run: () => Result): Result {
  const standing = now();
  const before = slope;
  pass(1, standing);
  try {
    return run();
  } finally {
    pass(before, standing);
  }
}

export function stopTime(): void {
  pass(0, now());
}

/** From now on time passes so fast, beginning at a moment. */
function pass(nextSlope: number, moment: number): void {
  slope = nextSlope;
  offset = moment - slope * clock.read();
  const hasHalves = clock.read === readNanosecondClock;
  pace[Pace.High] = hasHalves ? slope * MILLISECONDS_HIGH : 0;
  pace[Pace.Low] = hasHalves ? slope * MILLISECONDS_LOW : 0;
  pace[Pace.Offset] = offset;
}

function sampler({ read }: Clock): () => void {
  if (read === readNanosecondClock) return sampleNanoseconds;
  return () => {
    pace[Pace.Offset] = slope * read() + offset;
  };
}
