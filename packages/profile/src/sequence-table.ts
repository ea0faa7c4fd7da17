import { emptySequenceTable } from '@coroscope/runtime/contract';
import type { Profile, SequenceTable, SiteKind } from './document.js';

/** How often one await followed another, summed over all threads. */
export function sequenceTable({ threads, sites }: Profile): SequenceTable {
  const merged = emptySequenceTable();
  const rows = new Map<number, number>();
  for (const { sequences } of threads) {
    for (let i = 0; i < sequences.before.length; i++) {
      const key = sequences.before[i] * sites.length + sequences.after[i];
      let row = rows.get(key);
      if (row === undefined) {
        rows.set(key, (row = merged.before.length));
        merged.before.push(sequences.before[i]);
        merged.after.push(sequences.after[i]);
        merged.count.push(0);
        merged.saving.push(0);
      }
      merged.count[row] += sequences.count[i];
      merged.saving[row] += sequences.saving[i];
    }
  }
  return merged;
}

/**
 * Whether the program could have started what such a site waits for earlier. The others wait for
 * the next step of something: of an iteration, of a consumer, of the end of a scope.
 */
export function canStartEarlier(kind: SiteKind): boolean {
  return kind === 'await' || kind === 'return';
}
