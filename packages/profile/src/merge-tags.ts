import { emptyContextTable, emptyFunctionTable, emptySiteTable } from '@coroscope/runtime/contract';
import type {
  ContextTable,
  Profile,
  Thread,
  ThreadFunctionTable,
  ThreadSiteTable,
} from './document.js';
import { addHistograms } from './histogram.js';
import { sequenceTable } from './sequence-table.js';
import { threadKey } from './thread-key.js';

/**
 * The profile as it would be without tags: one entry for each thread, with everything that ran on it.
 * What can't be told from the tags' own figures is a lower bound then: `span` and `peak` are those of
 * the tag that has most, and recursion through a call under another tag counts twice in `onStack`.
 */
export function mergeTags(profile: Profile): Profile {
  if (profile.threads.every(({ tag }) => tag === undefined)) return profile;
  const entries = new Map<string, Thread[]>();
  for (const thread of profile.threads) {
    const key = threadKey(thread);
    const known = entries.get(key);
    if (known) known.push(thread);
    else entries.set(key, [thread]);
  }
  return { ...profile, threads: [...entries.values()].map((all) => mergeEntries(all, profile)) };
}

function mergeEntries(entries: Thread[], profile: Profile): Thread {
  const { tag: _, ...first } = entries[0];
  const contexts = new Contexts();
  const rowsOf = entries.map((entry) => contexts.add(entry.contexts));
  return {
    ...first,
    elapsed: Math.max(...entries.map(({ elapsed }) => elapsed)),
    peak: Math.max(...entries.map(({ peak }) => peak)),
    contexts: contexts.table,
    functions: mergeFunctions(entries.map(({ functions }) => functions)),
    sites: mergeSites(entries.map(({ sites }) => sites)),
    sequences: sequenceTable({ ...profile, threads: entries }),
    stretches: entries
      .flatMap(({ stretches }, i) =>
        stretches.map((stretch) => ({
          ...stretch,
          context: rowsOf[i][stretch.context],
          heaviest: rowsOf[i][stretch.heaviest],
        })),
      )
      .sort((a, b) => b.duration - a.duration),
    foldedContexts: entries.reduce((sum, { foldedContexts }) => sum + foldedContexts, 0),
  };
}

/** One tree from several. */
class Contexts {
  readonly table = emptyContextTable();
  readonly #rows = new Map<string, number>();

  /** @returns For each row of the tree that is added its row here. */
  add(added: ContextTable): number[] {
    const rowOf: number[] = [];
    for (let row = 0; row < added.parent.length; row++) {
      const parent = row === 0 ? -1 : rowOf[added.parent[row]];
      rowOf.push(this.#row(parent, added.function[row]));
      for (const [name, column] of Object.entries(this.table)) {
        if (name === 'parent' || name === 'function') continue;
        column[rowOf[row]] += added[name as keyof ContextTable][row];
      }
    }
    return rowOf;
  }

  #row(parent: number, fn: number): number {
    const key = `${parent} ${fn}`;
    const known = this.#rows.get(key);
    if (known !== undefined) return known;
    const row = this.table.parent.length;
    for (const column of Object.values(this.table)) column.push(0);
    this.table.parent[row] = parent;
    this.table.function[row] = fn;
    this.#rows.set(key, row);
    return row;
  }
}

function mergeFunctions(tables: ThreadFunctionTable[]): ThreadFunctionTable {
  const merged = emptyFunctionTable();
  const rows = new Map<number, number>();
  for (const table of tables) {
    for (let i = 0; i < table.function.length; i++) {
      let row = rows.get(table.function[i]);
      if (row === undefined) {
        rows.set(table.function[i], (row = merged.function.length));
        merged.function.push(table.function[i]);
        merged.onStack.push(0);
        merged.span.push(0);
        merged.peak.push(0);
        merged.longest.push(0);
        merged.life.push({ first: 0, counts: [] });
      }
      merged.onStack[row] += table.onStack[i];
      merged.span[row] = Math.max(merged.span[row], table.span[i]);
      merged.peak[row] = Math.max(merged.peak[row], table.peak[i]);
      merged.longest[row] = Math.max(merged.longest[row], table.longest[i]);
      merged.life[row] = addHistograms(merged.life[row], table.life[i]);
    }
  }
  return merged;
}

function mergeSites(tables: ThreadSiteTable[]): ThreadSiteTable {
  const merged = emptySiteTable();
  const rows = new Map<number, number>();
  for (const table of tables) {
    for (let i = 0; i < table.site.length; i++) {
      let row = rows.get(table.site[i]);
      if (row === undefined) {
        rows.set(table.site[i], (row = merged.site.length));
        merged.site.push(table.site[i]);
        for (const name of ['suspended', 'resumed', 'live', 'waiting', 'longest'] as const) {
          merged[name].push(0);
        }
        merged.histogram.push({ first: 0, counts: [] });
      }
      for (const name of ['suspended', 'resumed', 'live', 'waiting'] as const) {
        merged[name][row] += table[name][i];
      }
      merged.longest[row] = Math.max(merged.longest[row], table.longest[i]);
      merged.histogram[row] = addHistograms(merged.histogram[row], table.histogram[i]);
    }
  }
  return merged;
}
