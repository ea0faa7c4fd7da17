import { platformNanoseconds } from '../platform/host.js';
import { HIGH_WORD, LOW_WORD } from '../platform/word-order.js';
import { nanoseconds, nanosecondWords, originRegister } from './registers.js';

/**
 * Node's nanosecond clock, read without an allocation: V8 elides a bigint that is only stored in an
 * array of 64-bit integers, where its two words can be read as numbers. No other clock of Node's is
 * cheaper, and reading this one takes little of V8's inlining budget.
 */

/** Milliseconds per unit of each word. */
export const MILLISECONDS_LOW = 1e-6;
export const MILLISECONDS_HIGH = 2 ** 32 * MILLISECONDS_LOW;

export const hasNanosecondClock = platformNanoseconds !== undefined;

const hrtime = platformNanoseconds ?? (() => 0n);

/** Reads the clock into the registers. */
export function sampleNanoseconds(): void {
  nanoseconds[0] = hrtime();
}

sampleNanoseconds();
/** The origin of the high word: counted from here, nanoseconds fit the precision of a double. */
export const highOrigin = nanosecondWords[HIGH_WORD];
originRegister[0] = highOrigin;

/** Milliseconds from the origin. */
export function readNanosecondClock(): number {
  sampleNanoseconds();
  return (
    (nanosecondWords[HIGH_WORD] - highOrigin) * MILLISECONDS_HIGH +
    nanosecondWords[LOW_WORD] * MILLISECONDS_LOW
  );
}
