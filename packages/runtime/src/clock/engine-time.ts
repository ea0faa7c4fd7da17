import { HIGH_WORD, LOW_WORD } from '../platform/word-order.js';
import { wallClock, type Clock } from './clock.js';
import {
  highOrigin,
  MILLISECONDS_HIGH,
  MILLISECONDS_LOW,
  readNanosecondClock,
  sampleNanoseconds,
} from './nanosecond-clock.js';
import { conversion, nanosecondWords } from './registers.js';

/**
 * Engine time: milliseconds that pass only while the profiler runs. So activations that exit after a
 * stop add nothing, and no probe has to check whether the profiler is running.
 *
 *     engine time
 *          ^                         /
 *          |                        /   started again: slope 1, from where it stood
 *          |             +---------+
 *          |            /    stopped: slope 0
 *          |           /
 *          |          /   started: slope 1
 *          +---------+----------------------> clock
 *
 *     time = slope * reading + offset
 *          = (highWord - highOrigin) * High + lowWord * Low + Offset
 *
 * Another clock than that of nanoseconds computes the whole in `time.sample()` and stores it as Offset,
 * with High and Low at 0: the second line holds for every clock.
 */
export let clock: Clock = wallClock;

/** The coefficients of engine time. While the profiler is stopped, all but the offset are 0. */
export const enum Conversion {
  High,
  Low,
  Offset,
}

/** See contexts for why this is an object. */
export const time = {
  /** Reads the clock: that of nanoseconds into its words, any other one into the offset. */
  sample: sampler(clock),
};
/** Turns a reading of the clock into engine time: `slope * reading + offset`. */
let slope = 0;
let offset = 0;

export function now(): number {
  time.sample();
  return (
    (nanosecondWords[HIGH_WORD] - highOrigin) * conversion[Conversion.High] +
    nanosecondWords[LOW_WORD] * conversion[Conversion.Low] +
    conversion[Conversion.Offset]
  );
}

/** Lets engine time pass with a clock, from where it stands. */
export function startTime(next: Clock): void {
  const standing = now();
  // V8 takes a field that is never assigned again for a constant, and inlines the function it holds.
  if (clock.read !== next.read) time.sample = sampler(next);
  clock = next;
  pass(1, standing);
}

/** Lets time pass while a function runs, and sets it back afterwards. */
export function withTimeRestored<Result>(run: () => Result): Result {
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

/** Takes over another thread's clock and its engine time, which goes on only if its clock is that of nanoseconds. */
export function adoptTime(
  next: Clock,
  coefficients: Float64Array,
  moment: number,
  origin: number,
): void {
  const [high, low, constant] = coefficients;
  clock = next;
  time.sample = high === 0 ? () => {} : sampleNanoseconds;
  conversion[Conversion.High] = high;
  conversion[Conversion.Low] = low;
  conversion[Conversion.Offset] = high === 0 ? moment : constant + (highOrigin - origin) * high;
}

/** Sets the slope of engine time, which continues from a moment. */
function pass(nextSlope: number, moment: number): void {
  slope = nextSlope;
  offset = moment - slope * clock.read();
  const isNanosecondClock = clock.read === readNanosecondClock;
  conversion[Conversion.High] = isNanosecondClock ? slope * MILLISECONDS_HIGH : 0;
  conversion[Conversion.Low] = isNanosecondClock ? slope * MILLISECONDS_LOW : 0;
  conversion[Conversion.Offset] = offset;
}

function sampler({ read }: Clock): () => void {
  if (read === readNanosecondClock) return sampleNanoseconds;
  return () => {
    conversion[Conversion.Offset] = slope * read() + offset;
  };
}
