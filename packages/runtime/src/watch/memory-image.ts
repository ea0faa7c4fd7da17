import { Offset } from '../clock/registers.js';
import {
  alignedBytes,
  Column,
  Header,
  HEADER_WORDS,
  MEMORY_VERSION,
} from '../format/memory-layout.js';
import { FIGURE_SHIFT } from '../tables/contexts.js';
import { LONG_TASK_SHIFT } from '../tables/long-tasks.js';
import { Size } from '../tables/sizes.js';
import { SUSPENSION_SHIFT } from '../tables/suspension-stats.js';
import { classOf } from './copy-tables.js';

/**
 * The tables of a thread as bytes that can be kept, and read later on: a memory of the same layout, without what lies
 * between the tables of the other one (see format/memory-layout). Nothing is copied to make it.
 */
export interface MemoryImage {
  /** To be written one after the other, at once: the thread goes on. Each is a multiple of 64 bytes long. */
  parts: Uint8Array[];
  /** Whether no table has moved since; otherwise what has been written is worth nothing. */
  isIntact(): boolean;
}

/** @returns undefined if the thread's tables have outgrown the memory */
export function imageOf(memory: SharedArrayBuffer): MemoryImage | undefined {
  const source = new Int32Array(memory, 0, HEADER_WORDS);
  if (source[Header.Version] !== MEMORY_VERSION) return undefined;
  const generation = Atomics.load(source, Header.Generation);
  const header = new Int32Array(alignedBytes(4 * HEADER_WORDS) / 4);
  header[Header.Version] = MEMORY_VERSION;
  const parts: Uint8Array[] = [new Uint8Array(header.buffer)];
  let end = header.byteLength;
  for (let column = 0; column < Column.Count; column++) {
    const entry = Header.Directory + 2 * column;
    const [offset, length] = [source[entry], source[entry + 1]];
    if (offset === 0) return undefined;
    const bytes = alignedBytes(length * classOf(column).BYTES_PER_ELEMENT);
    header[entry] = end;
    header[entry + 1] = length;
    parts.push(new Uint8Array(memory, offset, bytes));
    end += bytes;
  }
  header[Header.Next] = end;
  return { parts, isIntact: () => Atomics.load(source, Header.Generation) === generation };
}

/**
 * Whether bytes are an image: its tables lie within it, and no size exceeds the table that it counts.
 */
export function isImage(bytes: ArrayBuffer): boolean {
  if (bytes.byteLength < 4 * HEADER_WORDS) return false;
  const header = new Int32Array(bytes, 0, HEADER_WORDS);
  if (header[Header.Version] !== MEMORY_VERSION) return false;
  for (let column = 0; column < Column.Count; column++) {
    const [offset, length] = header.subarray(Header.Directory + 2 * column);
    const size = classOf(column).BYTES_PER_ELEMENT;
    if (offset <= 0 || length < 0 || offset % size !== 0) return false;
    if (offset + length * size > bytes.byteLength) return false;
  }
  const lengthOf = (column: Column) => header[Header.Directory + 2 * column + 1];
  if (lengthOf(Column.Sizes) < Size.Count || lengthOf(Column.Registers) < Offset.Size) return false;
  const sizes = new Int32Array(bytes, header[Header.Directory + 2 * Column.Sizes], Size.Count);
  return COUNTED.every(([size, column, shift]) => {
    return sizes[size] >= 0 && sizes[size] <= lengthOf(column) >> shift;
  });
}

/** What a size counts: the rows of a column, and how many elements each of them has, as a power of two. */
const COUNTED: readonly (readonly [Size, Column, number])[] = [
  [Size.Contexts, Column.ContextFigures, FIGURE_SHIFT],
  [Size.Functions, Column.FunctionIds, 0],
  [Size.Sites, Column.SiteIds, 0],
  [Size.Suspensions, Column.SuspensionFigures, SUSPENSION_SHIFT],
  [Size.Sequences, Column.SequenceBefore, 0],
  [Size.Bursts, Column.BurstBefore, 0],
  [Size.Segments, Column.SegmentStarts, 0],
  [Size.LongTasks, Column.LongTasks, LONG_TASK_SHIFT],
  [Size.Journal, Column.Journal, 0],
];
