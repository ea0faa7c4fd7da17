import type {
  FunctionDescription,
  LongTask,
  SiteDescription,
  Thread,
  ThreadEnd,
} from '../document/profile.js';
import type { Figure } from '../figures/figure.js';
import { THREAD_FIGURES } from '../figures/figures.js';
import { FoldedTable } from './folded-table.js';
import { sumsOf, TimeSums, type Sums } from './run-sums.js';

/** The longest tasks that are kept of each thread. */
const LONG_TASKS = 20;

/** A function of the runs that are added up. */
export interface KnownFunction {
  description: FunctionDescription;
  path: string;
  /** Its number in the order of appearance. */
  readonly id: number;
  /** Its place in the result. */
  index: number;
}

/** A site of theirs. */
export interface KnownSite {
  description: SiteDescription;
  of: KnownFunction;
  readonly id: number;
  index: number;
  dependsOn: Set<KnownSite>;
}

const ENDS: readonly (ThreadEnd | undefined)[] = ['drained', 'ended', 'running', undefined];

/** The sum of the threads of one name and tag. */
export class FoldedThread {
  readonly #name: string;
  readonly #tag: string | undefined;
  readonly #contexts = new FoldedTable('contexts');
  readonly #functions = new FoldedTable('functions');
  readonly #sites = new FoldedTable('sites');
  readonly #sequences = new FoldedTable('sequences');
  readonly #known: KnownFunction[] = [];
  readonly #knownSites: KnownSite[] = [];
  readonly #figures = new Map<string, Sums>();
  readonly #missing = new Set<string>();
  readonly #blame = { shortTasks: new TimeSums(), elsewhere: new TimeSums() };
  #tasks: LongTask[] = [];
  #end: ThreadEnd | undefined = 'drained';

  constructor({ name, tag }: Thread) {
    this.#name = name;
    this.#tag = tag;
    for (const [figure, description] of Object.entries<Figure>(THREAD_FIGURES)) {
      const isLength = figure === 'elapsed';
      this.#figures.set(figure, isLength ? new TimeSums() : sumsOf(description));
    }
  }

  add(thread: Thread, functions: KnownFunction[], sites: KnownSite[]): void {
    const { contexts, blame } = thread;
    for (const [name, sums] of this.#figures) {
      const value = thread[name as keyof Thread];
      if (value === undefined) this.#missing.add(name);
      else sums.add(0, value);
    }
    if (blame === undefined) this.#missing.add('blame');
    else {
      this.#blame.shortTasks.add(0, blame.shortTasks);
      this.#blame.elsewhere.add(0, blame.elsewhere);
    }
    this.#end = ENDS[Math.max(ENDS.indexOf(this.#end), ENDS.indexOf(thread.end))];

    const rowOf = new Int32Array(contexts.parent.length);
    this.#contexts.noteMissing(contexts);
    for (let row = 0; row < rowOf.length; row++) {
      if (row === 0) {
        rowOf[row] = this.#contexts.add(contexts, row, 0);
        continue;
      }
      const fn = functions[contexts.function[row]];
      this.#known[fn.id] = fn;
      // The root is no function: those of others begin at 1.
      rowOf[row] = this.#contexts.add(contexts, row, rowOf[contexts.parent[row]] + 1, fn.id);
    }
    this.#functions.noteMissing(thread.functions);
    thread.functions.function.forEach((index, row) => {
      this.#known[functions[index].id] = functions[index];
      this.#functions.add(thread.functions, row, functions[index].id);
    });
    this.#sites.noteMissing(thread.sites);
    thread.sites.site.forEach((index, row) => {
      this.#knownSites[sites[index].id] = sites[index];
      this.#sites.add(thread.sites, row, sites[index].id);
    });
    const { before, after } = thread.sequences;
    before.forEach((index, row) => {
      this.#knownSites[sites[index].id] = sites[index];
      this.#knownSites[sites[after[row]].id] = sites[after[row]];
      this.#sequences.add(thread.sequences, row, sites[index].id, sites[after[row]].id);
    });
    for (const task of thread.stretches) {
      this.#tasks.push({
        ...task,
        context: rowOf[task.context],
        heaviest: rowOf[task.heaviest],
      });
    }
    if (this.#tasks.length > 16 * LONG_TASKS) this.#tasks = longest(this.#tasks);
  }

  thread(id: number): Thread {
    const { rows, key } = this.#inOrder();
    const rowOf = new Int32Array(rows.length);
    rows.forEach((row, index) => (rowOf[row] = index));
    const figures = [...this.#figures]
      .filter(([name]) => !this.#missing.has(name))
      .map(([name, sums]) => [name, sums.value(0)]);
    const byIndex = (a: { key: number[] }, b: { key: number[] }) =>
      a.key[0] - b.key[0] || a.key[1] - b.key[1];
    const functions = this.#functions.keys
      .map(([fn], row) => ({ row, key: [this.#known[fn].index] }))
      .sort((a, b) => a.key[0] - b.key[0]);
    const sites = this.#sites.keys
      .map(([site], row) => ({ row, key: [this.#knownSites[site].index] }))
      .sort((a, b) => a.key[0] - b.key[0]);
    const sequences = this.#sequences.keys
      .map(([before, after], row) => ({
        row,
        key: [this.#knownSites[before].index, this.#knownSites[after].index],
      }))
      .sort(byIndex);
    return {
      id,
      name: this.#name,
      ...(this.#tag === undefined ? {} : { tag: this.#tag }),
      ...(Object.fromEntries(figures) as Pick<Thread, keyof typeof THREAD_FIGURES>),
      ...(this.#end === undefined ? {} : { end: this.#end }),
      ...(this.#missing.has('blame')
        ? {}
        : {
            blame: {
              shortTasks: this.#blame.shortTasks.value(0),
              elsewhere: this.#blame.elsewhere.value(0),
            },
          }),
      contexts: this.#contexts.table(rows.map((row) => ({ row, key: key(row, rowOf) }))),
      functions: this.#functions.table(functions),
      sites: this.#sites.table(sites),
      sequences: this.#sequences.table(sequences),
      stretches: longest(
        this.#tasks.map((task) => ({
          ...task,
          context: rowOf[task.context],
          heaviest: rowOf[task.heaviest],
        })),
      ),
    };
  }

  /** The contexts depth first, callees by their place in the result. */
  #inOrder() {
    const { keys } = this.#contexts;
    const children = keys.map((): number[] => []);
    for (let row = 1; row < keys.length; row++) children[keys[row][0] - 1].push(row);
    const indexOf = (row: number) => this.#known[keys[row][1]].index;
    const rows: number[] = [];
    const remaining = [0];
    for (let row = remaining.pop(); row !== undefined; row = remaining.pop()) {
      rows.push(row);
      remaining.push(...children[row].sort((a, b) => indexOf(b) - indexOf(a)));
    }
    const key = (row: number, rowOf: Int32Array): number[] =>
      row === 0 ? [-1, -1] : [rowOf[keys[row][0] - 1], indexOf(row)];
    return { rows, key };
  }
}

/** Those that are kept, longest first; of equally long ones always the same. */
function longest(tasks: LongTask[]): LongTask[] {
  return tasks
    .sort(
      (a, b) =>
        b.duration - a.duration ||
        a.start - b.start ||
        a.context - b.context ||
        a.heaviest - b.heaviest,
    )
    .slice(0, LONG_TASKS);
}
