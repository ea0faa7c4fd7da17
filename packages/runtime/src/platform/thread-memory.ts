import {
  alignedBytes,
  Column,
  Header,
  HEADER_WORDS,
  MEMORY_VERSION,
} from '../format/memory-layout.js';
import { apply, getPrototypeOf, newList } from './intrinsics.js';

/**
 * The memory of this thread's tables: one growable SharedArrayBuffer, so that whoever is given it once can
 * read the accounts at any moment, whatever has become of this thread. Memory is reserved, and taken from the
 * system only as it is used. A table that grows moves within it; what it leaves behind goes to the next
 * table of that size. Where there is no such memory, or no more of it, tables are ordinary ones, and the
 * directory says that they can't be read from outside.
 */

/** Bytes. The tables of a million contexts take a fifth of it. */
const RESERVED = 2 ** 30;
const INITIAL = 2 ** 20;

interface GrowableBuffer extends SharedArrayBuffer {
  grow(byteLength: number): void;
}

/** What the types of ES2022 do not know. */
type GrowableBufferClass = new (
  length: number,
  options: { maxByteLength: number },
) => GrowableBuffer;

/** Undefined where the platform has none. */
export const threadMemory = reserve();

function reserve(): GrowableBuffer | undefined {
  const host = globalThis as unknown as { SharedArrayBuffer?: GrowableBufferClass };
  try {
    const buffer = new host.SharedArrayBuffer!(INITIAL, { maxByteLength: RESERVED });
    return typeof buffer.grow === 'function' ? buffer : undefined;
  } catch {
    return undefined;
  }
}

const header = threadMemory === undefined ? null : new Int32Array(threadMemory, 0, HEADER_WORDS);
const { grow } = threadMemory ?? { grow: null };
let size = INITIAL;

if (header !== null) {
  header[Header.Version] = MEMORY_VERSION;
  header[Header.Next] = alignedBytes(HEADER_WORDS * Int32Array.BYTES_PER_ELEMENT);
}

type Table = Float64Array | Int32Array | Uint32Array | Uint16Array;
const { set, fill } = getPrototypeOf(Int32Array.prototype) as Int32Array;
const NativeBuffer = ArrayBuffer;

interface Region {
  offset: number;
  bytes: number;
}

/** Regions that tables have left. */
const left = newList<Region>();

/** Tables that have not been given their place yet, and where they are. */
const homeless = newList<Region & { table: Table; length: number }>();

/** By column: the size of its table's region, in bytes. */
const regionBytes = new Int32Array(Column.Count);

interface TableClass<T extends Table> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer): T;
  new (buffer: SharedArrayBuffer, byteOffset: number, length: number): T;
}

/** @returns a function that makes a table of zeros, which has no place yet */
function allocator<T extends Table>(Constructor: TableClass<T>) {
  const bytesPerElement = Constructor.BYTES_PER_ELEMENT;
  return (length: number): T => {
    const bytes = alignedBytes(length * bytesPerElement);
    const offset = allocate(bytes);
    // With a buffer of its own: V8 moves the elements of a small table without one.
    if (offset === 0) return new Constructor(new NativeBuffer(length * bytesPerElement));
    const table = new Constructor(threadMemory!, offset, length);
    homeless[homeless.length] = { table, offset, bytes, length };
    return table;
  };
}

const newFloats = allocator<Float64Array>(Float64Array);
const newIntegers = allocator<Int32Array>(Int32Array);
const newCounts = allocator<Uint32Array>(Uint32Array);
const newText = allocator<Uint16Array>(Uint16Array);

function copier<T extends Table>(create: (length: number) => T) {
  return (table: T, length: number): T => {
    const copy = create(length);
    apply(set, copy, [table]);
    return copy;
  };
}

/** Larger copies of a column's table; new elements are zero. `place` puts them where that was. */
export const largerFloats = copier(newFloats);
export const largerIntegers = copier(newIntegers);
export const largerCounts = copier(newCounts);
export const largerText = copier(newText);

/** The tables of columns, filled with zeros. */
export const sharedFloats = (column: Column, length: number) => place(column, newFloats(length));
export const sharedIntegers = (column: Column, length: number) =>
  place(column, newIntegers(length));
export const sharedCounts = (column: Column, length: number) => place(column, newCounts(length));
export const sharedText = (column: Column, length: number) => place(column, newText(length));

/**
 * Makes a table that of its column. The previous one must not be used any more, nor may a program's
 * overflow of the stack come between: once this has been called, it calls nothing.
 */
export function place<T extends Table>(column: Column, table: T): T {
  if (header === null) return table;
  const entry = Header.Directory + 2 * column;
  if (regionBytes[column] > 0) {
    left[left.length] = { offset: header[entry], bytes: regionBytes[column] };
  }
  header[entry] = header[entry + 1] = regionBytes[column] = 0;
  for (let i = homeless.length - 1; i >= 0; i--) {
    const home = homeless[i];
    if (home.table !== table) continue;
    header[entry] = home.offset;
    header[entry + 1] = home.length;
    regionBytes[column] = home.bytes;
    homeless[i] = homeless[homeless.length - 1];
    homeless.length--;
    break;
  }
  header[Header.Generation]++;
  return table;
}

/** Writes what another thread must not copy half of. */
export function withoutCopies(write: () => void): void {
  if (header === null) return write();
  header[Header.Generation]++;
  write();
  header[Header.Generation]++;
}

/** @returns the offset of a region of zeros, or 0 if there is none */
function allocate(bytes: number): number {
  if (header === null) return 0;
  for (let i = 0; i < left.length; i++) {
    const region = left[i];
    if (region.bytes !== bytes) continue;
    apply(fill, new Int32Array(threadMemory!, region.offset, bytes >> 2), [0]);
    left[i] = left[left.length - 1];
    left.length--;
    return region.offset;
  }
  const offset = header[Header.Next];
  if (offset + bytes > RESERVED || !reach(offset + bytes)) return 0;
  header[Header.Next] = offset + bytes;
  return offset;
}

function reach(end: number): boolean {
  if (end <= size) return true;
  let larger = size;
  while (larger < end) larger *= 2;
  try {
    apply(grow!, threadMemory, [larger]);
  } catch {
    return false;
  }
  size = larger;
  return true;
}
