const { imul } = Math;

/**
 * Hashes text by MurmurHash3, x86, 128 bits (Austin Appleby, https://github.com/aappleby/smhasher), taken of
 * its code units by two: it tells contents apart that nobody has made to collide. Node's `crypto` takes longer
 * to load than a small program takes to run.
 *
 * @returns 32 hexadecimal digits
 */
export function contentHash(...parts: readonly string[]): string {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let length = 0;
  for (const part of parts) {
    // The length keeps the parts apart.
    const text = `${part.length}:${part}`;
    const end = text.length;
    for (let i = 0; i < end; i += 8) {
      // Beyond the end, `charCodeAt` is NaN, which counts as 0.
      a ^= mixA(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
      a = (rotated(a, 19) + b) | 0;
      a = (imul(a, 5) + 0x561ccd1b) | 0;
      b ^= mixB(text.charCodeAt(i + 2) | (text.charCodeAt(i + 3) << 16));
      b = (rotated(b, 17) + c) | 0;
      b = (imul(b, 5) + 0x0bcaa747) | 0;
      c ^= mixC(text.charCodeAt(i + 4) | (text.charCodeAt(i + 5) << 16));
      c = (rotated(c, 15) + d) | 0;
      c = (imul(c, 5) + 0x96cd1c35) | 0;
      d ^= mixD(text.charCodeAt(i + 6) | (text.charCodeAt(i + 7) << 16));
      d = (rotated(d, 13) + a) | 0;
      d = (imul(d, 5) + 0x32ac3b17) | 0;
    }
    length += end;
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

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

const mixA = (k: number) => imul(rotated(imul(k, C1), 15), C2);
const mixB = (k: number) => imul(rotated(imul(k, C2), 16), C3);
const mixC = (k: number) => imul(rotated(imul(k, C3), 17), C4);
const mixD = (k: number) => imul(rotated(imul(k, C4), 18), C1);

const rotated = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));

function finish(value: number): number {
  value = imul(value ^ (value >>> 16), 0x85ebca6b);
  value = imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}

const hexadecimal = (value: number) => (value >>> 0).toString(16).padStart(8, '0');
