const { imul } = Math;

/** Texts up to this size are hashed where the last ones were. */
const KEPT_BYTES = 256 * 1024;

/** Bytes that one round takes in. */
const ROUND = 16;
const WORD = Int32Array.BYTES_PER_ELEMENT;

let kept = Buffer.allocUnsafeSlow(0);

/**
 * Hashes text by MurmurHash3, x86, 128 bits (Austin Appleby, https://github.com/aappleby/smhasher), taken of
 * its UTF-8: it tells contents apart that nobody has made to collide. Node's `crypto` takes longer
 * to load than a small program takes to run.
 *
 * @returns 32 hexadecimal digits
 */
export function contentHash(...parts: readonly string[]): string {
  const words = wordsOf(parts);
  const { length } = words;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  // Without calls but those of `imul`: at the start of a program, all of this is interpreted.
  for (let i = 0; i < length; i += 4) {
    let k = imul(words[i], C1);
    a ^= imul((k << 15) | (k >>> 17), C2);
    a = (((a << 19) | (a >>> 13)) + b) | 0;
    a = (imul(a, 5) + 0x561ccd1b) | 0;
    k = imul(words[i + 1], C2);
    b ^= imul((k << 16) | (k >>> 16), C3);
    b = (((b << 17) | (b >>> 15)) + c) | 0;
    b = (imul(b, 5) + 0x0bcaa747) | 0;
    k = imul(words[i + 2], C3);
    c ^= imul((k << 17) | (k >>> 15), C4);
    c = (((c << 15) | (c >>> 17)) + d) | 0;
    c = (imul(c, 5) + 0x96cd1c35) | 0;
    k = imul(words[i + 3], C4);
    d ^= imul((k << 18) | (k >>> 14), C1);
    d = (((d << 13) | (d >>> 19)) + a) | 0;
    d = (imul(d, 5) + 0x32ac3b17) | 0;
  }
  a ^= length;
  b ^= length;
  c ^= length;
  d ^= length;
  a = (a + b + c + d) | 0;
  b = (b + a) | 0;
  c = (c + a) | 0;
  d = (d + a) | 0;
  a = finish(a);
  b = finish(b);
  c = finish(c);
  d = finish(d);
  a = (a + b + c + d) | 0;
  return [a, (b + a) | 0, (c + a) | 0, (d + a) | 0].map(hexadecimal).join('');
}

/** Each part with its length before it, which keeps the parts apart, and filled up with zeros. */
function wordsOf(parts: readonly string[]): Int32Array {
  let size = 0;
  for (const part of parts) size += WORD + padded(Buffer.byteLength(part), WORD);
  size = padded(size, ROUND);
  if (size > kept.length && size <= KEPT_BYTES) kept = Buffer.allocUnsafeSlow(KEPT_BYTES);
  const bytes = size <= KEPT_BYTES ? kept : Buffer.allocUnsafeSlow(size);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, size / WORD);
  let at = 0;
  for (const part of parts) {
    const length = Buffer.byteLength(part);
    const end = at + 1 + padded(length, WORD) / WORD;
    // The last word may be filled in part; without text it is that of the length.
    words[end - 1] = 0;
    words[at] = length;
    bytes.write(part, (at + 1) * WORD);
    at = end;
  }
  words.fill(0, at);
  return words;
}

const padded = (size: number, unit: number) => Math.ceil(size / unit) * unit;

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

function finish(value: number): number {
  value = imul(value ^ (value >>> 16), 0x85ebca6b);
  value = imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

const hexadecimal = (value: number) => (value >>> 0).toString(16).padStart(8, '0');

/** A number that what is cut off or damaged has by chance only, in a fraction of the time. */
export function checksum(text: string): number {
  const words = wordsOf([text]);
  let sum = 0;
  for (let i = 0; i < words.length; i++) sum = ((sum << 5) - sum + words[i]) | 0;
  return sum;
}
