import { halves, nanoseconds } from './cells.js';
import { HIGH_HALF, LOW_HALF } from './halves.js';
import { platformNanoseconds } from './platform.js';

/**
 * Node's clock of nanoseconds, read without allocating anything: a bigint that goes no further than into
 * an array of 64-bit integers is left out by V8, and its halves can be read as numbers. No clock of Node's
 * is cheaper, and this one hardly counts among what V8 inlines into a function.
 */

/** Milliseconds to a unit of each half. */
export const MILLISECONDS_LOW = 1e-6;
export const MILLISECONDS_HIGH = 2 ** 32 * MILLISECONDS_LOW;

export const hasNanosecondClock = platformNanoseconds !== undefined;

const hrtime = platformNanoseconds ?? (() => 0n);

/** Puts the present into the halves. */
export function sampleNanoseconds(): void {
  nanoseconds[0] = hrtime();
}

sampleNanoseconds();
/** What the high half counts from, so that a double has room for the nanoseconds. */
export const highOrigin = halves[HIGH_HALF];

/** Milliseconds from the origin. */
export function readNanosecondClock(): number {
  sampleNanoseconds();
  return (halves[HIGH_HALF] - highOrigin) * MILLISECONDS_HIGH + halves[LOW_HALF] * MILLISECONDS_LOW;
}
