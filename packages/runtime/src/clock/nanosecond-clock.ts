import { platformNanoseconds } from '../platform/host.js';
import { clockReading, clockReadingBits, clockShift } from './registers.js';

/**
 * Node's nanosecond clock, read without an allocation: V8 elides a bigint that is only added to and
 * stored in an array of 64-bit integers. What is added makes the bits of a double of the integer. No other
 * clock of Node's is cheaper, and reading this one takes little of V8's inlining budget.
 *
 *     bits    0x433 | nanoseconds from the origin (52 bits)
 *     double  2 ** 52 + nanoseconds from the origin
 *
 * That holds for 52 days, so that the origin is moved before they are over. Later on, each nanosecond would
 * count twice.
 */

/** The reading at the origin, and its bits. */
export const READING_AT_ORIGIN = 2 ** 52;
const BITS_AT_ORIGIN = 0x433n << 52n;

/** The reading at which the origin is moved: 26 days from it. */
export const LATEST_READING = READING_AT_ORIGIN * 1.5;

export const MILLISECONDS = 1e-6;

export const hasNanosecondClock = platformNanoseconds !== undefined;

const hrtime = platformNanoseconds ?? (() => 0n);

/** Reads the clock into its register. */
export function sampleNanoseconds(): void {
  clockReadingBits[0] = hrtime() + clockShift[0];
}

/** Milliseconds from the origin. */
export function readNanosecondClock(): number {
  sampleNanoseconds();
  return (clockReading[0] - READING_AT_ORIGIN) * MILLISECONDS;
}

/** The platform's own milliseconds at the latest reading. */
export function monotonicOfReading(): number {
  return Number(clockReadingBits[0] - clockShift[0]) * MILLISECONDS;
}

/** Moves the origin to the latest reading. @returns the nanoseconds between the two */
export function moveOrigin(): number {
  const moved = clockReadingBits[0] - BITS_AT_ORIGIN;
  clockShift[0] -= moved;
  clockReadingBits[0] = BITS_AT_ORIGIN;
  return Number(moved);
}

clockShift[0] = BITS_AT_ORIGIN - hrtime();
sampleNanoseconds();
