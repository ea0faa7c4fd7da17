import type { Profile } from '@coroscope/runtime/contract';

/**
 * The file of a shard: the profile as JSON, but for the columns of its call trees. They may have a million rows, whose
 * digits would take longer to write and to read than all else that saving does, and follow as they are in memory.
 *
 *     +----------------+-------------------------+---------+--------+--------+----
 *     | length of text | text: the profile, and  | padding | column | column | ...
 *     | 4 bytes        | what columns there are  |         |        |        |
 *     +----------------+-------------------------+---------+--------+--------+----
 *
 * Only processes of one run and one machine exchange such files.
 */
interface Heading {
  /** Without the columns. */
  profile: Profile;
  /** In the order in which they follow. */
  columns: ColumnEntry[];
}

interface ColumnEntry {
  thread: number;
  name: string;
  rows: number;
  /** A column of one number for all rows takes no bytes. */
  kind: 'constant' | 'integers' | 'numbers';
  /** Of a constant. */
  value?: number;
}

type Columns = Record<string, readonly number[]>;

/** The columns that say what a row is about: documents have them row by row. */
const KEY_COLUMNS = ['parent', 'function'];

const LENGTH_BYTES = Uint32Array.BYTES_PER_ELEMENT;
/** Bytes of a double, which columns are aligned to. */
const ALIGNMENT = 8;

export function encodeShard(profile: Profile): Uint8Array {
  const threads = profile.threads.map((thread) => ({ ...thread, contexts: {} }));
  const tables = profile.threads.map(({ contexts }) => contexts as unknown as Columns);
  const columns = tables.flatMap((table, thread) =>
    Object.entries(table).map(([name, column]) => ({ thread, name, ...describe(name, column) })),
  );
  const heading = { profile: { ...profile, threads }, columns };
  const text = Buffer.from(JSON.stringify(heading));
  const begin = aligned(LENGTH_BYTES + text.length);
  const size = columns.reduce((sum, entry) => sum + bytesOf(entry), begin);
  const bytes = new Uint8Array(size);
  new Uint32Array(bytes.buffer, 0, 1)[0] = text.length;
  bytes.set(text, LENGTH_BYTES);
  let position = begin;
  for (const entry of columns) {
    const target = viewOf(entry, bytes.buffer, position);
    if (target !== undefined) fill(target, tables[entry.thread][entry.name]);
    position += bytesOf(entry);
  }
  return bytes;
}

/**
 * The document of a shard, to be checked as any other: columns of one number are that number.
 *
 * @throws {Error} if the file is no shard, or damaged
 */
export function decodeShard(file: Uint8Array): unknown {
  try {
    return decode(file);
  } catch (error) {
    throw new Error('is no shard, or damaged', { cause: error });
  }
}

function decode(file: Uint8Array): Profile {
  // Aligned, as views have to be.
  const { buffer } = file.byteOffset % ALIGNMENT === 0 ? file : Uint8Array.from(file);
  const offset = file.byteOffset % ALIGNMENT === 0 ? file.byteOffset : 0;
  const [length] = new Uint32Array(buffer, offset, 1);
  const text = Buffer.from(buffer, offset + LENGTH_BYTES, length).toString();
  const { profile, columns } = JSON.parse(text) as Heading;
  let position = aligned(LENGTH_BYTES + length);
  for (const entry of columns) {
    const stored = viewOf(entry, buffer, offset + position);
    const { contexts } = profile.threads[entry.thread];
    (contexts as object as Record<string, unknown>)[entry.name] =
      stored === undefined ? entry.value : listed(stored);
    position += bytesOf(entry);
  }
  return profile;
}

function describe(
  name: string,
  column: readonly number[],
): Pick<ColumnEntry, 'rows' | 'kind' | 'value'> {
  const rows = column.length;
  let isConstant = rows > 0 && !KEY_COLUMNS.includes(name);
  let isInteger = true;
  for (let row = 0; row < rows; row++) {
    const value = column[row];
    if (value !== column[0]) isConstant = false;
    if (value !== (value | 0)) isInteger = false;
  }
  if (isConstant) return { rows, kind: 'constant', value: column[0] };
  return { rows, kind: isInteger ? 'integers' : 'numbers' };
}

function bytesOf({ kind, rows }: ColumnEntry): number {
  if (kind === 'constant') return 0;
  return aligned(rows * (kind === 'integers' ? 4 : 8));
}

type View = Int32Array<ArrayBufferLike> | Float64Array<ArrayBufferLike>;

function viewOf(
  { kind, rows }: ColumnEntry,
  buffer: ArrayBufferLike,
  position: number,
): View | undefined {
  if (kind === 'constant') return undefined;
  return kind === 'integers'
    ? new Int32Array(buffer, position, rows)
    : new Float64Array(buffer, position, rows);
}

function fill(target: View, column: readonly number[]): void {
  for (let row = 0; row < target.length; row++) target[row] = column[row];
}

function listed(stored: View): number[] {
  // Of the right size and kind from the beginning: there may be a million rows.
  const column = new Array<number>(stored.length).fill(stored instanceof Int32Array ? 0 : NaN);
  for (let row = 0; row < stored.length; row++) column[row] = stored[row];
  return column;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
