import type { ContextTable } from '../document/profile.js';
import { figureNames, type FigureName } from '../figures/figure.js';
import {
  ACTIVATION_FIGURES,
  type ContextFigureName,
  type ContextFigures,
} from '../figures/figures.js';
import { addKnown } from '../figures/stored-tables.js';

/** All figures of the contexts of a thread, the derived ones included, column by column. */
export type ContextColumns = {
  [Name in ContextFigureName]: undefined extends ContextFigures[Name]
    ? ArrayLike<number> | undefined
    : ArrayLike<number>;
};

/**
 * What has been derived, for as long as the contexts are there: several tables need it. It stays right since no table
 * of a profile is changed once it has been read or built: a processor makes new ones.
 */
const derived = new WeakMap<ContextTable, ContextColumns>();

export function contextColumns(contexts: ContextTable): ContextColumns {
  let columns = derived.get(contexts);
  if (columns === undefined) derived.set(contexts, (columns = derive(contexts)));
  return columns;
}

function derive(contexts: ContextTable): ContextColumns {
  return {
    outside: undefined,
    contended: undefined,
    blame: undefined,
    untimed: undefined,
    ...contexts,
    total: sumOfBoth(contexts.onStack, contexts.awaiting),
    work: sumOverSubtrees(contexts.self, contexts),
    wait: sumOverSubtrees(contexts.external, contexts),
  };
}

function sumOfBoth(a: readonly number[], b: readonly number[]): Float64Array {
  const sums = new Float64Array(a);
  for (let row = 0; row < sums.length; row++) sums[row] += b[row];
  return sums;
}

/** @returns For each context the sum over it and all below; for the root, over all below. */
function sumOverSubtrees(column: readonly number[], { parent }: ContextTable): Float64Array {
  const sums = new Float64Array(column);
  // The `self` of the root is time with nothing on the stack.
  sums[0] = 0;
  // Children follow their parents: backwards, a row is complete when its turn comes.
  for (let row = sums.length - 1; row > 0; row--) sums[parent[row]] += sums[row];
  return sums;
}

type SummedSubject = 'context' | 'function' | 'edge' | 'tag';

type SummedName<Subject extends SummedSubject> = FigureName<typeof ACTIVATION_FIGURES, Subject> &
  ContextFigureName;

/**
 * The figures of something that are sums over its contexts: those that an outermost context adds to,
 * and those that any other one adds to as well.
 */
export function summedFigures<Subject extends SummedSubject>(
  subject: Subject,
): { outermost: SummedName<Subject>[]; nested: SummedName<Subject>[] } {
  const outermost = figureNames(ACTIVATION_FIGURES, subject).filter(
    (name): name is SummedName<Subject> => 'sum' in ACTIVATION_FIGURES[name],
  );
  const nested = outermost.filter((name) => ACTIVATION_FIGURES[name].sum === 'all');
  return { outermost, nested };
}

/**
 * Adds a column of contexts to sums, one for each index that `indexOf` gives. The root has no part in it.
 *
 * @param only The rows to add, flagged; all unless given.
 */
export function addColumn(
  sums: Float64Array,
  column: ArrayLike<number>,
  indexOf: ArrayLike<number>,
  only?: Uint8Array,
): void {
  if (isZero(column)) return;
  for (let row = 1; row < column.length; row++) {
    if (only === undefined || only[row] === 1) sums[indexOf[row]] += column[row];
  }
}

/** What `isZero` has found: tables are derived from the same columns again and again, and no column is ever changed. */
const zero = new WeakMap<ArrayLike<number>, boolean>();

/** Whether there is nothing in a column, which many have: to look is much less than to add it up. */
export function isZero(column: ArrayLike<number>): boolean {
  let isKnown = zero.get(column);
  if (isKnown === undefined) zero.set(column, (isKnown = isAllZero(column)));
  return isKnown;
}

function isAllZero(column: ArrayLike<number>): boolean {
  for (let row = 0; row < column.length; row++) if (column[row] !== 0) return false;
  return true;
}

/** @returns The sum of a column over all contexts but the root; undefined where the column is unknown. */
export function sumOfColumn(column: ArrayLike<number> | undefined): number | undefined {
  if (column === undefined) return undefined;
  let sum = 0;
  if (isZero(column)) return sum;
  for (let row = 1; row < column.length; row++) sum += column[row];
  return sum;
}

/** Sums of figures before any context is added. */
export function emptySums<Name extends ContextFigureName>(
  names: readonly Name[],
): Pick<ContextFigures, Name> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Pick<ContextFigures, Name>;
}

/** Adds figures of a context to sums, in which what is unknown of one is unknown of all. */
export function addFigures<Name extends ContextFigureName>(
  sums: Pick<ContextFigures, Name>,
  names: readonly Name[],
  figureOf: (name: Name) => number | undefined,
): void {
  const values = sums as Record<Name, number | undefined>;
  for (const name of names) values[name] = addKnown(values[name], figureOf(name));
}
