import { withoutCopies } from '../platform/thread-memory.js';
import { wallClock, type Clock } from './clock.js';
import {
  LATEST_READING,
  MILLISECONDS,
  moveOrigin,
  READING_AT_ORIGIN,
  readNanosecondClock,
  sampleNanoseconds,
} from './nanosecond-clock.js';
import { clockReading, timeOffset, timeSlope } from './registers.js';

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
 *          = (clockReading - READING_AT_ORIGIN) * timeSlope + timeOffset
 *
 * Another clock than that of nanoseconds computes the whole in `time.sample()` and stores it as `timeOffset`,
 * with `timeSlope` at 0: the second line holds for every clock.
 */
export let clock: Clock = wallClock;

/** See contexts for why this is an object. */
export const time = {
  /** Reads the clock: that of nanoseconds into its register, any other one into the offset. */
  sample: sampler(clock),
};
/** Turns a reading of the clock into engine time: `slope * reading + offset`. */
let slope = 0;
let offset = 0;

export function now(): number {
  time.sample();
  keepReadingsExact();
  return (clockReading[0] - READING_AT_ORIGIN) * timeSlope[0] + timeOffset[0];
}

/**
 * Moves the origin of the nanosecond clock if it is far behind its latest reading, which then gives the same
 * engine time. To be called every few days.
 */
export function keepReadingsExact(): void {
  if (clockReading[0] < LATEST_READING) return;
  withoutCopies(() => {
    timeOffset[0] += moveOrigin() * timeSlope[0];
  });
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

/**
 * Takes over another thread's clock, whose registers have been, and its engine time, which goes on only if its clock
 * is that of nanoseconds.
 */
export function adoptTime(next: Clock, latest: number): void {
  clock = next;
  time.sample = isNanosecondTime() ? sampleNanoseconds : () => {};
  if (!isNanosecondTime()) timeOffset[0] = latest;
}

/** Whether time passes with the nanosecond clock. */
export function isNanosecondTime(): boolean {
  return timeSlope[0] !== 0;
}

/** Sets the slope of engine time, which continues from a moment. */
function pass(nextSlope: number, moment: number): void {
  slope = nextSlope;
  offset = moment - slope * clock.read();
  timeSlope[0] = clock.read === readNanosecondClock ? slope * MILLISECONDS : 0;
  timeOffset[0] = offset;
}

function sampler({ read }: Clock): () => void {
  if (read === readNanosecondClock) return sampleNanoseconds;
  return () => {
    timeOffset[0] = slope * read() + offset;
  };
}
