/** The two 32-bit words of a 64-bit array element: V8 can read them without allocating a number. */

const one = new BigInt64Array([1n]);

/** Index of the more significant word in a `Uint32Array` over the same buffer. */
export const HIGH_WORD = new Uint32Array(one.buffer)[0] === 1 ? 1 : 0;
