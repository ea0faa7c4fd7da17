import type { Profile, SequenceTable } from '../document/profile.js';
import { MergedTable } from '../figures/stored-tables.js';

/** How often one await followed another, summed over all threads. */
export function sequenceTable({ threads }: Pick<Profile, 'threads'>): SequenceTable {
  const merged = new MergedTable('sequences');
  for (const { sequences } of threads) {
    for (let row = 0; row < sequences.before.length; row++) {
      merged.add(sequences, row, sequences.before[row], sequences.after[row]);
    }
  }
  return merged.table;
}
