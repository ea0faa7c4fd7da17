/** How to look at the bits of a 64-bit element of an array: as two numbers of 32 bits, which V8 need not allocate. */

const one = new BigInt64Array([1n]);

/** The place of the less significant half in a `Uint32Array` over the same buffer, and that of the other. */
export const LOW_HALF = new Uint32Array(one.buffer)[0] === 1 ? 0 : 1;
export const HIGH_HALF = 1 - LOW_HALF;
