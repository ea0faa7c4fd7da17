/** The two 32-bit words of a 64-bit array element: V8 can read them without allocating a number. */

const one = new BigInt64Array([1n]);

/** Index of the less significant word in a `Uint32Array` over the same buffer, and of the other. */
export const LOW_WORD = new Uint32Array(one.buffer)[0] === 1 ? 0 : 1;
export const HIGH_WORD = 1 - LOW_WORD;
