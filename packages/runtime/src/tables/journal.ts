import { Column } from '../format/memory-layout.js';
import { codeUnitAt, type List } from '../platform/intrinsics.js';
import { largerText, place, sharedText } from '../platform/thread-memory.js';
import { Size, sizes } from './sizes.js';

/**
 * What a reader of the shared tables needs to know besides numbers, as text in the order in which it became
 * known: names of files and tags, their metadata, the clock. An entry is written once and never changes:
 *
 *     +------+--------+---------------+----------------+---------------+----------------+ ...
 *     | kind | fields | length (high) | length (low)   | code units    | length (high)  |
 *     +------+--------+---------------+----------------+---------------+----------------+ ...
 */
export const enum Entry {
  /** The next file: numbers, whether it is foreign, metadata, sources (see functions). */
  File,
  /** The number of a tag, and its name. */
  Tag,
  /** Why the tag function failed; without a field, that there is a new one. */
  TagFailure,
  /** The clock: kind, source, resolution, CPU clock, whether waits take time, whether it tells idle time. */
  Clock,
  /** When the figures begin: the date, and the machine's monotonic clock. */
  StartedAt,
}

/** An entry as it is read. */
export interface JournalEntry {
  kind: Entry;
  fields: string[];
}

let capacity = 4096;
let text = sharedText(Column.Journal, capacity);

export function addEntry(kind: Entry, fields: List<string>): void {
  let end = sizes[Size.Journal];
  let length = 2 + 2 * fields.length;
  for (let i = 0; i < fields.length; i++) length += fields[i].length;
  if (end + length > capacity) growJournal(end + length);
  text[end++] = kind;
  text[end++] = fields.length;
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i];
    text[end++] = field.length >>> 16;
    text[end++] = field.length;
    for (let at = 0; at < field.length; at++) text[end++] = codeUnitAt(field, at);
  }
  sizes[Size.Journal] = end;
}

function growJournal(needed: number): void {
  let larger = capacity;
  while (larger < needed) larger *= 2;
  text = place(Column.Journal, largerText(text, larger));
  capacity = larger;
}

/** How many code units become one string at a time: as many as a call takes arguments. */
const CHUNK = 4096;

/** Reads the entries of a journal from an offset on, up to its end. */
export function readEntries(journal: Uint16Array, from: number, end: number): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (let at = from; at < end;) {
    const kind: Entry = journal[at++];
    const fields: string[] = [];
    for (let left = journal[at++]; left > 0; left--) {
      const length = journal[at] * 0x10000 + journal[at + 1];
      at += 2;
      let field = '';
      for (let start = at; start < at + length; start += CHUNK) {
        const units = journal.subarray(start, Math.min(start + CHUNK, at + length));
        field += String.fromCharCode(...units);
      }
      fields.push(field);
      at += length;
    }
    entries.push({ kind, fields });
  }
  return entries;
}
