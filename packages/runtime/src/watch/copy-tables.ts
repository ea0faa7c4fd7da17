import { Offset } from '../clock/registers.js';
import { Column, Header, HEADER_WORDS, MEMORY_VERSION } from '../format/memory-layout.js';

type Table = Float64Array | Int32Array | Uint32Array | Uint16Array;

/** A thread's tables at one moment, as far as they could be copied while it ran. */
export interface TableCopies {
  /** By column. */
  tables: Table[];
  /** Milliseconds: what happened in this time is in some of the copies and not in others. */
  skew: number;
}

/** How often a copy is tried while tables grow. */
const ATTEMPTS = 100;

/**
 * Copies all tables out of a thread's memory; those of an image, which nobody else has, are taken as they are.
 *
 * @returns undefined if that can't be done: the thread's tables have outgrown the memory, or are of another
 *   version of the runtime
 */
export function copyTables(memory: ArrayBufferLike): TableCopies | undefined {
  const isShared = !(memory instanceof ArrayBuffer);
  const header = new Int32Array(memory, 0, HEADER_WORDS);
  if (header[Header.Version] !== MEMORY_VERSION) return undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const generation = Atomics.load(header, Header.Generation);
    const tables: Table[] = [];
    for (let column = 0; column < Column.Count; column++) {
      const entry = Header.Directory + 2 * column;
      if (header[entry] === 0) return undefined;
      const table = new (classOf(column))(memory, header[entry], header[entry + 1]);
      tables.push(isShared ? table.slice() : table);
    }
    // A table that moves leaves its place to others.
    if (Atomics.load(header, Header.Generation) !== generation) continue;
    const before = tables[Column.Registers][Offset.LastEvent];
    if (!isShared) return { tables, skew: 0 };
    return { tables, skew: latestEventIn(memory) - before };
  }
  return undefined;
}

/** Engine time of the thread's latest event. The registers never move. */
export function latestEventIn(memory: ArrayBufferLike): number {
  return registersIn(memory)[Offset.LastEvent];
}

export function registersIn(memory: ArrayBufferLike): Float64Array {
  const offset = new Int32Array(memory, 0, HEADER_WORDS)[Header.Directory + 2 * Column.Registers];
  return new Float64Array(memory, offset, Offset.Size);
}

interface TableClass {
  readonly BYTES_PER_ELEMENT: number;
  new (memory: ArrayBufferLike, offset: number, length: number): Table;
}

/** What the table of a column consists of. */
export function classOf(column: Column): TableClass {
  switch (column) {
    case Column.Journal:
      return Uint16Array;
    case Column.HistogramCounts:
    case Column.SegmentBegun:
    case Column.SegmentEnded:
      return Uint32Array;
    case Column.Registers:
    case Column.ContextFigures:
    case Column.ContextBlame:
    case Column.CoroutineFigures:
    case Column.FunctionOnStack:
    case Column.FunctionSpan:
    case Column.FunctionAliveSince:
    case Column.FunctionIdle:
    case Column.FunctionIdleBefore:
    case Column.FunctionKeptWaiting:
    case Column.FunctionLongest:
    case Column.SuspensionFigures:
    case Column.SequenceTimes:
    case Column.SequenceSaving:
    case Column.BurstTimes:
    case Column.BurstCalls:
    case Column.StackStarts:
    case Column.SegmentStarts:
    case Column.SegmentOffsets:
    case Column.BlameTotals:
    case Column.LongTasks:
    case Column.MarkDurations:
    case Column.MarkWaits:
    case Column.Opening:
      return Float64Array;
    default:
      return Int32Array;
  }
}
