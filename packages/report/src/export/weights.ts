import type { ContextTable } from '@coroscope/profile';
import { apportion } from './apportion.js';

/** What a context weighs, without what it called, so that weights add up. */
export interface Weight {
  name: WeightName;
  /** Its name where a format shows one. */
  heading: string;
  unit: 'count' | 'nanoseconds';
  /** The figure or figures that it holds. */
  figures: string;
}

export const WEIGHTS = [
  { name: 'wall', heading: 'wall', unit: 'nanoseconds', figures: 'self + external' },
  { name: 'on-stack', heading: 'on stack', unit: 'nanoseconds', figures: 'self' },
  { name: 'waiting', heading: 'waiting', unit: 'nanoseconds', figures: 'external' },
  { name: 'outside', heading: 'outside', unit: 'nanoseconds', figures: 'outside' },
  { name: 'contended', heading: 'contended', unit: 'nanoseconds', figures: 'contended' },
  { name: 'calls', heading: 'calls', unit: 'count', figures: 'calls' },
] as const satisfies readonly (Omit<Weight, 'name'> & { name: string })[];

export type WeightName = (typeof WEIGHTS)[number]['name'];

export const WEIGHT_NAMES: readonly WeightName[] = WEIGHTS.map(({ name }) => name);

/** For each weight the column of it, whole numbers; undefined where the platform does not tell. */
export type WeightColumns = Record<WeightName, Float64Array | undefined>;

const NANOSECONDS_PER_MILLISECOND = 1e6;

/** The weights of contexts. The root has none: its `self` is time with nothing on the stack. */
export function weightColumns(contexts: ContextTable): WeightColumns {
  const nanoseconds = (times: readonly number[]) =>
    apportion(withoutRoot(times), NANOSECONDS_PER_MILLISECOND);
  const self = nanoseconds(contexts.self);
  const external = nanoseconds(contexts.external);
  const { outside, contended } = contexts;
  return {
    wall: self.map((time, row) => time + external[row]),
    'on-stack': self,
    waiting: external,
    outside: outside && nanoseconds(outside),
    contended: contended && nanoseconds(contended),
    calls: withoutRoot(contexts.calls),
  };
}

/** What a weight is at most: files of strangers may have any number, and their sums must stay numbers. */
const HEAVIEST = 1e290;

function withoutRoot(column: readonly number[]): Float64Array {
  const values = Float64Array.from(column, (value) => Math.min(value, HEAVIEST));
  values[0] = 0;
  return values;
}

/** @returns For each row the sum of a column over it and all below. */
export function subtreeSums(column: Float64Array, parent: ArrayLike<number>): Float64Array {
  const sums = column.slice();
  // Children follow their parents: backwards, a row is complete when its turn comes.
  for (let row = sums.length - 1; row > 0; row--) sums[parent[row]] += sums[row];
  return sums;
}
