import { isRepeated } from '../document/kinds.js';
import type { Profile, SequenceTable } from '../document/profile.js';

/** Each site's number in an order in which the sites of one function follow the source. */
export function sourceOrder({ sites }: Profile): Int32Array {
  const sorted = sites.map((_, index) => index);
  sorted.sort((a, b) => {
    const [left, right] = [sites[a], sites[b]];
    return (
      left.function - right.function ||
      left.line - right.line ||
      left.column - right.column ||
      a - b
    );
  });
  const order = new Int32Array(sites.length);
  sorted.forEach((site, position) => (order[site] = position));
  return order;
}

/**
 * Finds the loops that activations went around, from the order in which they waited.
 *
 * To wait at a site that does not come later in the source than the wait before takes a loop that
 * surrounds both sites, and the body of a loop is one piece of the source. So every step back
 * spans a part of a loop, and parts that overlap belong to one loop or to loops within each other.
 *
 * @returns For each site the number of its (outermost) loop, or -1.
 */
export function observedLoops(
  sequences: SequenceTable,
  order: Int32Array,
  { sites }: Pick<Profile, 'sites'>,
): Int32Array {
  // By position in the source order: the end of the longest step back to it.
  const end = new Int32Array(order.length).fill(-1);
  for (let i = 0; i < sequences.before.length; i++) {
    const from = order[sequences.before[i]];
    const to = order[sequences.after[i]];
    if (to > from) continue;
    // Without a loop in the source, one stands in the argument of the other: `await f(await g())`.
    if (!isRepeated(sites[sequences.before[i]]) && !isRepeated(sites[sequences.after[i]])) continue;
    end[to] = Math.max(end[to], from);
  }
  const loopAt = new Int32Array(order.length).fill(-1);
  let loop = -1;
  let loopEnd = -1;
  for (let position = 0; position < end.length; position++) {
    if (end[position] < 0 && position > loopEnd) continue;
    if (position > loopEnd) loop++;
    loopEnd = Math.max(loopEnd, end[position]);
    loopAt[position] = loop;
  }
  return order.map((position) => loopAt[position]);
}
