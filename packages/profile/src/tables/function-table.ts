import type { FunctionKind, Profile } from '../document/profile.js';
import type { FunctionFigures } from '../figures/figures.js';
import { percentiles } from '../figures/histogram.js';
import { MergedTable } from '../figures/stored-tables.js';
import { addColumn, contextColumns, summedFigures } from './context-columns.js';
import { outermostRows } from './context-tree.js';
import { undecided } from './undecided.js';

/** One function and its figures, summed over all threads. Times are milliseconds. */
export interface FunctionRow extends FunctionFigures {
  /** Index in the profile's `functions`. */
  function: number;
  name: string;
  kind: FunctionKind;
  /** Path of the source file. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** A leaf: its calls are counted, its time is its callers'. */
  counted: boolean;
}

/** A row for each function that was alive in the window, in the order of the profile's functions. */
export function functionTable(profile: Profile): FunctionRow[] {
  const summed = sumsOverContexts(profile);
  const stored = storedFigures(profile);
  const rows: FunctionRow[] = [];
  profile.functions.forEach(({ file, ...description }, index) => {
    const figures = summed(index);
    if (figures.calls + figures.carriedIn + figures.live === 0) return;
    const row = { function: index, ...description, file: profile.files[file].path };
    const underived = Object.assign(row, figures, stored.figuresOf(index));
    rows.push(Object.assign(underived, derivedFigures(underived)));
  });
  return rows;
}

const SUMMED = summedFigures('function');

type SummedFigures = Pick<FunctionFigures, (typeof SUMMED.outermost)[number] | 'outermostCalls'>;

/** @returns For the index of a function the figures that follow from its contexts. */
function sumsOverContexts({ functions, threads }: Profile): (index: number) => SummedFigures {
  const names = [...SUMMED.outermost, 'outermostCalls'] as const;
  const sums = names.map((): Float64Array | undefined => new Float64Array(functions.length));
  for (const { contexts } of threads) {
    const columns = { ...contextColumns(contexts), outermostCalls: contexts.calls };
    const outermost = outermostRows(contexts, contexts.function);
    names.forEach((name, i) => {
      const column = columns[name];
      const sum = sums[i];
      // What is unknown of one thread is unknown of all.
      if (column === undefined) sums[i] = undefined;
      if (column === undefined || sum === undefined) return;
      const addsNested = name !== 'outermostCalls' && SUMMED.nested.includes(name);
      addColumn(sum, column, contexts.function, addsNested ? undefined : outermost);
    });
  }
  return (index) => {
    const figures = {} as Record<(typeof names)[number], number | undefined>;
    names.forEach((name, i) => (figures[name] = sums[i]?.[index]));
    return figures as SummedFigures;
  };
}

/** The figures that a document has of functions, since contexts can't be summed to them. */
function storedFigures({ threads }: Profile): MergedTable<'functions'> {
  const merged = new MergedTable('functions');
  for (const { functions } of threads) {
    functions.function.forEach((index, row) => merged.add(functions, row, index));
  }
  return merged;
}

type UnderivedFigures = Pick<
  FunctionFigures,
  'calls' | 'onStack' | 'awaiting' | 'external' | 'outside' | 'contended' | 'life'
> & {
  longest: number;
};

function derivedFigures(figures: UnderivedFigures) {
  const { calls, onStack, awaiting, longest, life } = figures;
  const total = onStack + awaiting;
  const known = life.counts.length > 0 ? longest : undefined;
  return {
    total,
    undecided: undecided(figures),
    average: calls > 0 ? total / calls : undefined,
    longest: known,
    ...percentiles(life, known),
  };
}
