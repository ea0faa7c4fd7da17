import type { Profile } from '../document.js';
import type { FunctionRow } from '../function-table.js';
import { canStartEarlier, sequenceTable } from '../sequence-table.js';
import type { SiteRow } from '../site-table.js';
import type { AwaitInLoop, SequentialAwaits } from './finding.js';
import { observedLoops, sourceOrder } from './loops.js';

/**
 * Awaits that ran one after another: in a loop, or along the body of a function. A saving counts
 * once, in one finding: those of the pairs within a loop for the loop, the others of a function for
 * one finding of that function.
 */
export function sequentialAwaits(
  profile: Profile,
  functionRows: FunctionRow[],
  siteRows: SiteRow[],
): (AwaitInLoop | SequentialAwaits)[] {
  const sequences = sequenceTable(profile);
  const order = sourceOrder(profile);
  const loops = observedLoops(sequences, order, profile);
  const suspended = new Map(siteRows.map((row) => [row.site, row.suspended]));
  const calls = new Map(functionRows.map((row) => [row.function, row.calls + row.carriedIn]));
  const bySource = (a: number, b: number) => order[a] - order[b];

  const groups = new Map<string, Group>();
  for (let i = 0; i < sequences.before.length; i++) {
    const before = sequences.before[i];
    const after = sequences.after[i];
    const { function: owner, kind } = profile.sites[after];
    if (!canStartEarlier(kind)) continue;
    const loop = loops[after] === loops[before] ? loops[after] : -1;
    const key = loop < 0 ? `function ${owner}` : `loop ${loop}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { owner, loop, sites: new Set(), count: 0, saving: 0 }));
    // What a loop waits for at its head, such as its `for await`, is none of its iterations' awaits.
    if (loop < 0) group.sites.add(before);
    group.sites.add(after);
    group.count = Math.max(group.count, sequences.count[i]);
    group.saving += sequences.saving[i];
  }

  return [...groups.values()].map(({ owner, loop, sites, count, saving }) => {
    const finding = {
      function: owner,
      sites: [...sites].sort(bySource),
      cost: saving,
      calls: calls.get(owner) ?? 0,
    };
    if (loop < 0) return { kind: 'sequentialAwaits', ...finding, times: count };
    const times = Math.max(...finding.sites.map((site) => suspended.get(site) ?? 0), count);
    return { kind: 'awaitInLoop', ...finding, times };
  });
}

interface Group {
  owner: number;
  /** Number of the loop, or -1. */
  loop: number;
  sites: Set<number>;
  count: number;
  saving: number;
}
