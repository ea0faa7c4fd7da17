/** The largest figure of the items, at least 0. There may be more items than a call takes arguments. */
export function largest<Item>(items: readonly Item[], figure: (item: Item) => number): number {
  return items.reduce((max, item) => Math.max(max, figure(item)), 0);
}
