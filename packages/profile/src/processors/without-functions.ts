import type { ContextTable, Profile } from '../document/profile.js';
import { MergedTable } from '../figures/stored-tables.js';

/**
 * The profile with the contexts of some functions taken out of the call trees: what they called
 * hangs off their callers. Figures of the others stay as they are, so those taken out are missing
 * in sums; this is for showing trees only.
 */
export function withoutFunctions(profile: Profile, leftOut: ReadonlySet<number>): Profile {
  if (leftOut.size === 0) return profile;
  return {
    ...profile,
    // Bursts name contexts by their rows, and no tree shows them.
    threads: profile.threads.map(({ bursts: _, ...thread }) => ({
      ...thread,
      contexts: withoutContexts(thread.contexts, leftOut),
    })),
  };
}

function withoutContexts(contexts: ContextTable, leftOut: ReadonlySet<number>): ContextTable {
  const kept = new MergedTable('contexts');
  /** The row there of each row, or of its nearest ancestor that is kept. */
  const rowOf: number[] = [];
  contexts.function.forEach((index, row) => {
    const parent = row === 0 ? -1 : rowOf[contexts.parent[row]];
    rowOf.push(leftOut.has(index) ? parent : kept.add(contexts, row, parent, index));
  });
  return kept.table;
}
