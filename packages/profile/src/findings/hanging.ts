import type { Profile } from '../document.js';
import { isHeldByConsumer } from '../site-kind.js';
import type { SiteRow } from '../site-table.js';
import type { PausedGenerator, UnsettledAwait } from './finding.js';

/** Awaits that had not settled, the innermost first; by activations, the most first. */
export function unsettledAwaits(profile: Profile, siteRows: SiteRow[]): UnsettledAwait[] {
  const hanging = siteRows.filter(({ live, kind }) => live > 0 && !isHeldByConsumer(kind));
  const innermost = innermostOf(new Set(hanging.map((row) => row.function)), profile);
  return hanging
    .map((row): UnsettledAwait => ({
      kind: 'unsettledAwait',
      function: row.function,
      sites: [row.site],
      cost: 0,
      activations: row.live,
      innermost: innermost.has(row.function),
    }))
    .sort((a, b) => Number(b.innermost) - Number(a.innermost) || b.activations - a.activations);
}

/** Generators that their consumers had not finished; by activations, the most first. */
export function pausedGenerators(siteRows: SiteRow[]): PausedGenerator[] {
  return siteRows
    .filter(({ live, kind }) => live > 0 && isHeldByConsumer(kind))
    .map((row): PausedGenerator => ({
      kind: 'pausedGenerator',
      function: row.function,
      sites: [row.site],
      cost: 0,
      activations: row.live,
    }))
    .sort((a, b) => b.activations - a.activations);
}

/** Those of some functions with a live context below which none of the functions is alive. */
function innermostOf(functions: Set<number>, { threads }: Profile): Set<number> {
  const innermost = new Set<number>();
  for (const { contexts } of threads) {
    const hangsBelow = new Uint8Array(contexts.parent.length);
    // Children follow their parents: backwards, all below a row has been seen when its turn comes.
    for (let row = contexts.parent.length - 1; row > 0; row--) {
      const hangs = contexts.live[row] > 0 && functions.has(contexts.function[row]);
      if (hangs && !hangsBelow[row]) innermost.add(contexts.function[row]);
      if (hangs || hangsBelow[row]) hangsBelow[contexts.parent[row]] = 1;
    }
  }
  return innermost;
}
