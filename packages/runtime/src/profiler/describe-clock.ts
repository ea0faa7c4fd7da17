import type { Clock } from '../clock/clock.js';
import { newList } from '../platform/intrinsics.js';
import { addEntry, Entry } from '../tables/journal.js';

/** Notes in the journal which clock the figures are of. */
export function describeClock({ description, waits, loop }: Clock): void {
  const { kind, source, resolution = '', cpu = '' } = description;
  const fields = newList<string>();
  fields[0] = kind;
  fields[1] = source;
  fields[2] = `${resolution}`;
  fields[3] = cpu;
  fields[4] = `${waits}`;
  fields[5] = loop === null ? '' : 'idle';
  addEntry(Entry.Clock, fields);
}
