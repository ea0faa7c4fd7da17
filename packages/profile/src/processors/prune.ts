import type { BurstTable, ContextTable, Profile, Thread } from '../document/profile.js';
import { ProfileError } from '../document/profile-error.js';
import { ACTIVATION_FIGURES } from '../figures/figures.js';
import { emptyFigure, type Figure } from '../figures/figure.js';
import { KEY_COLUMNS, storedFigures } from '../figures/stored-tables.js';
import { contextColumns } from '../tables/context-columns.js';
import { outermostRows } from '../tables/context-tree.js';
import { keepHeaviest, subtreeWeights } from '../tables/heaviest-rows.js';

/** What is kept of the call trees; everything unless given. */
export interface PruneOptions {
  /** Milliseconds: subtrees with less `work` and `wait` together go. */
  minTime?: number;
  /** Qualified name of a function: what neither leads to a call of it nor follows from one goes. */
  function?: string;
  /** How many contexts of all threads are kept at most: those with the most `work` and `wait`. */
  contexts?: number;
}

/** Functions that an error names at most. */
const NAMED = 8;

/**
 * The profile with parts of its call trees folded: what goes becomes one function `… N more` below each
 * caller, N being the contexts in it, with their figures. Sums over contexts stay as they are.
 *
 * @param name What errors call the document: a file name, typically.
 * @throws ProfileError when no function has the name that is wanted.
 */
export function prune(profile: Profile, options: PruneOptions, name = 'the profile'): Profile {
  const { minTime = 0, function: wanted, contexts: most } = options;
  if (minTime <= 0 && wanted === undefined && most === undefined) return profile;
  const isWanted = profile.functions.map((fn) => fn.name === wanted);
  if (wanted !== undefined && !isWanted.includes(true)) {
    throw new ProfileError(name, `has no function "${wanted}"; ${thereIs(profile)}`);
  }
  const folded = new FoldedFunctions(profile);
  const keptOf = profile.threads.map(({ contexts }) => {
    const kept = new Uint8Array(contexts.parent.length).fill(1);
    if (wanted !== undefined) keepPathsThrough(isWanted, contexts, kept);
    if (minTime > 0) dropBelow(minTime, contexts, kept);
    return kept;
  });
  if (most !== undefined) {
    const weightsOf = profile.threads.map(({ contexts }) => heaviness(contexts));
    keepHeaviest(most, weightsOf, keptOf);
  }
  const threads = profile.threads.map((thread, i) => fold(thread, keptOf[i], folded));
  return { ...profile, files: folded.files, functions: folded.functions, threads };
}

function thereIs({ functions }: Profile): string {
  const names = [...new Set(functions.map((fn) => fn.name))];
  if (names.length === 0) return 'nothing in it was instrumented';
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `name one that ran, such as ${names.slice(0, NAMED).join(', ')}${more}`;
}

function keepPathsThrough(
  isWanted: readonly boolean[],
  { parent, function: functions }: ContextTable,
  kept: Uint8Array,
): void {
  const LEADS = 1;
  const FOLLOWS = 2;
  const marks = new Uint8Array(parent.length);
  for (let row = 1; row < parent.length; row++) {
    if (isWanted[functions[row]] || marks[parent[row]] & FOLLOWS) marks[row] = LEADS | FOLLOWS;
  }
  // Children follow their parents: backwards, a row is complete when its turn comes.
  for (let row = parent.length - 1; row > 0; row--) {
    if (marks[row] & LEADS) marks[parent[row]] |= LEADS;
    else kept[row] = 0;
  }
}

function dropBelow(minTime: number, contexts: ContextTable, kept: Uint8Array): void {
  const { work, wait } = contextColumns(contexts);
  for (let row = 1; row < kept.length; row++) {
    if (work[row] + wait[row] < minTime) kept[row] = 0;
  }
}

/** For each context its `work` and `wait`, where compensated times that are below zero are nothing. */
function heaviness({ parent, self, external }: ContextTable): Float64Array {
  return subtreeWeights(parent, (row) => Math.max(0, self[row]) + Math.max(0, external[row]));
}

/** The name of a function that stands for contexts that are folded. */
const FOLDED_NAME = /^… (\d+) more$/;

/** The functions of a profile, and those that stand for what is folded, now or earlier. */
class FoldedFunctions {
  readonly files: Profile['files'];
  readonly functions: Profile['functions'];
  /** By the number of contexts. */
  readonly #indices = new Map<number, number>();
  /** The numbers of contexts that functions stand for; 1 for one that is its own. */
  readonly #contexts = new Map<number, number>();

  constructor({ files, functions }: Profile) {
    this.files = [...files];
    this.functions = [...functions];
    functions.forEach(({ name, file }, index) => {
      const [, contexts] = (files[file].path === '' && FOLDED_NAME.exec(name)) || [];
      if (contexts !== undefined) this.#add(index, Number(contexts));
    });
  }

  /** The index of the function that stands for so many contexts. */
  of(contexts: number): number {
    return this.#indices.get(contexts) ?? this.#create(contexts);
  }

  /** How many contexts one of a function stands for. */
  contextsOf(fn: number): number {
    return this.#contexts.get(fn) ?? 1;
  }

  #create(contexts: number): number {
    const known = this.files.findIndex(({ path }) => path === '');
    const file = known < 0 ? this.files.push({ path: '' }) - 1 : known;
    const index = this.functions.length;
    this.functions.push({
      name: `… ${contexts} more`,
      kind: 'function',
      file,
      line: 1,
      column: 1,
      counted: false,
    });
    this.#add(index, contexts);
    return index;
  }

  #add(index: number, contexts: number): void {
    this.#indices.set(contexts, index);
    this.#contexts.set(index, contexts);
  }
}

const FIGURES = storedFigures('contexts').map(([name]) => name);

function fold(thread: Thread, kept: Uint8Array, folded: FoldedFunctions): Thread {
  if (!kept.includes(0)) return thread;
  const { contexts } = thread;
  const { parent } = contexts;
  const foldedBelow = countFolded(contexts, kept, folded);
  const source = contexts as unknown as Record<string, number[] | undefined>;
  const figures = FIGURES.filter((name) => source[name] !== undefined);
  const columns: Record<string, number[]> = { parent: [], function: [] };
  for (const name of figures) columns[name] = [];
  const add = (above: number, fn: number, valueOf: (name: string) => number) => {
    columns.parent.push(above);
    for (const name of figures) columns[name].push(valueOf(name));
    return columns.function.push(fn) - 1;
  };
  /** The row of each context, or of what it is folded into. */
  const rowOf = new Int32Array(parent.length);
  const foldOf = new Map<number, number>();
  for (let row = 0; row < parent.length; row++) {
    const above = row === 0 ? -1 : parent[row];
    if (kept[row]) {
      const into = row === 0 ? -1 : rowOf[above];
      rowOf[row] = add(into, contexts.function[row], (name) => source[name]![row]);
      continue;
    }
    const isTop = kept[above] === 1;
    const into = isTop
      ? (foldOf.get(above) ?? add(rowOf[above], folded.of(foldedBelow[above]), () => 0))
      : rowOf[above];
    if (isTop) foldOf.set(above, into);
    rowOf[row] = into;
    for (const name of figures) {
      if (isTop || isSum(name)) columns[name][into] += source[name]![row];
    }
  }
  const table = columns as unknown as ContextTable;
  return {
    ...thread,
    contexts: table,
    functions: withTimesOf(table, thread.functions),
    stretches: thread.stretches.map((task) => ({
      ...task,
      context: rowOf[task.context],
      heaviest: rowOf[task.heaviest],
    })),
    ...(thread.bursts && { bursts: burstsOf(thread.bursts, kept, rowOf) }),
  };
}

/** The bursts of contexts that are kept: those of one that is folded say nothing of what it is folded into. */
function burstsOf(bursts: BurstTable, kept: Uint8Array, rowOf: Int32Array): BurstTable {
  const rows = bursts.before
    .map((_, row) => row)
    .filter((row) => kept[bursts.before[row]] === 1 && kept[bursts.after[row]] === 1);
  const columns = Object.entries(bursts as unknown as Record<string, number[]>).map(
    ([name, column]) => {
      const isPlace = (KEY_COLUMNS.bursts as readonly string[]).includes(name);
      return [name, rows.map((row) => (isPlace ? rowOf[column[row]] : column[row]))];
    },
  );
  return Object.fromEntries(columns) as unknown as BurstTable;
}

/** Whether a figure of a context has nothing of those below. */
function isSum(name: string): boolean {
  const figure: Figure = ACTIVATION_FIGURES[name as keyof typeof ACTIVATION_FIGURES];
  return figure.sum === 'all';
}

/** @returns For each row that is kept, how many contexts of its children's subtrees are not. */
function countFolded(
  { parent, function: functions }: ContextTable,
  kept: Uint8Array,
  folded: FoldedFunctions,
): Float64Array {
  const counts = new Float64Array(parent.length);
  const topOf = new Int32Array(parent.length);
  for (let row = 1; row < parent.length; row++) {
    if (kept[row]) continue;
    topOf[row] = kept[parent[row]] ? parent[row] : topOf[parent[row]];
    counts[topOf[row]] += folded.contextsOf(functions[row]);
  }
  return counts;
}

/** The functions of a thread with the time on stack of the contexts that are theirs now. */
function withTimesOf(contexts: ContextTable, functions: Thread['functions']): Thread['functions'] {
  const outermost = outermostRows(contexts, contexts.function);
  const onStack = new Map<number, number>();
  contexts.function.forEach((fn, row) => {
    if (outermost[row]) onStack.set(fn, (onStack.get(fn) ?? 0) + contexts.onStack[row]);
  });
  const rows = functions.function
    .map((_, row) => row)
    .filter((row) => onStack.has(functions.function[row]));
  const source = functions as unknown as Record<string, unknown[]>;
  const table = Object.fromEntries(
    Object.entries(source).map(([name, column]) => [name, rows.map((row) => column[row])]),
  );
  const known = new Set(table.function as number[]);
  for (const fn of onStack.keys()) {
    if (known.has(fn)) continue;
    table.function.push(fn);
    for (const [name, figure] of storedFigures('functions')) table[name]?.push(emptyFigure(figure));
  }
  table.onStack = (table.function as number[]).map((fn) => onStack.get(fn)!);
  return table as unknown as Thread['functions'];
}
