import type { BurstTable, ContextTable, Profile, Thread } from '../document/profile.js';
import { threadKey } from '../document/thread-key.js';
import { MergedTable, mergeThreadFigures } from '../figures/stored-tables.js';
import { sequenceTable } from '../tables/sequence-table.js';

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
  return { ...profile, threads: [...entries.values()].map(mergeEntries) };
}

function mergeEntries(entries: Thread[]): Thread {
  const { tag: _, ...first } = entries[0];
  const blame = entries.find((entry) => entry.blame !== undefined)?.blame;
  const contexts = new MergedTable('contexts');
  const rowsOf = entries.map((entry) => addContexts(contexts, entry.contexts));
  const functions = new MergedTable('functions');
  const sites = new MergedTable('sites');
  for (const entry of entries) {
    entry.functions.function.forEach((index, row) => functions.add(entry.functions, row, index));
    entry.sites.site.forEach((index, row) => sites.add(entry.sites, row, index));
  }
  return {
    ...first,
    ...mergeThreadFigures(entries),
    ...(blame === undefined ? {} : { blame }),
    contexts: contexts.table,
    functions: functions.table,
    sites: sites.table,
    sequences: sequenceTable({ threads: entries }),
    ...(entries.every(({ bursts }) => bursts !== undefined) && {
      bursts: mergeBursts(entries, rowsOf),
    }),
    stretches: entries
      .flatMap(({ stretches }, i) =>
        stretches.map((stretch) => ({
          ...stretch,
          context: rowsOf[i][stretch.context],
          heaviest: rowsOf[i][stretch.heaviest],
        })),
      )
      .sort((a, b) => b.duration - a.duration),
  };
}

function mergeBursts(entries: Thread[], rowsOf: number[][]): BurstTable {
  const merged = new MergedTable('bursts');
  entries.forEach(({ bursts }, i) =>
    bursts?.before.forEach((before, row) =>
      merged.add(bursts, row, rowsOf[i][before], rowsOf[i][bursts.after[row]]),
    ),
  );
  return merged.table;
}

/** @returns For each row of the tree that is added its row in the merged one. */
function addContexts(merged: MergedTable<'contexts'>, added: ContextTable): number[] {
  const rowOf: number[] = [];
  for (let row = 0; row < added.parent.length; row++) {
    const parent = row === 0 ? -1 : rowOf[added.parent[row]];
    rowOf.push(merged.add(added, row, parent, added.function[row]));
  }
  return rowOf;
}
