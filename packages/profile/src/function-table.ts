import { outermostRows } from './context-tree.js';
import type { FunctionKind, Histogram, Profile, Thread } from './document.js';
import { addHistograms, percentiles, type Percentiles } from './histogram.js';

/**
 * The figures of one function, summed over all threads. Times are milliseconds; the percentiles are
 * those of the lives of a coroutine's activations.
 */
export interface FunctionRow extends Percentiles {
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
  /** Activations entered. */
  calls: number;
  /** Calls with no activation of the same function among their logical ancestors. */
  outermostCalls: number;
  /** Activations that were alive when the window opened: they give time but no call. */
  carriedIn: number;
  /** Activations not yet exited when the figures were read. */
  live: number;
  /** Times an activation left the stack without exiting. */
  suspensions: number;
  /** Time on stack with no instrumented callee above it. */
  self: number;
  /** Time on stack, callees included; recursion counted once. */
  onStack: number;
  /** Time suspended on promises; recursion counted once. */
  awaiting: number;
  /** Time held by the consumer after a `yield`; recursion counted once. */
  paused: number;
  /** The part of the waiting during which nothing that the activation had started was alive. */
  external: number;
  /** `onStack + awaiting`: from entry to real exit, less what the consumer took. */
  total: number;
  /** `total / calls`; undefined where every activation was carried in. */
  average: number | undefined;
  /**
   * Time during which at least one activation was alive. Of several threads the longest: a lower
   * bound, since a document does not say how the threads' lives overlapped.
   */
  span: number;
  /** The most activations alive at once; of several threads the largest, a lower bound. */
  peak: number;
  /** The longest life of a coroutine that ended in the window; undefined where none did. */
  longest: number | undefined;
  /**
   * The lives of a coroutine that ended in the window, by length: from entry to real exit, what the
   * consumer took included. Empty for a synchronous function.
   */
  life: Histogram;
}

/** A row for each function that was alive in the window, in the order of the profile's functions. */
export function functionTable(profile: Profile): FunctionRow[] {
  const rows = profile.functions.map(({ file, ...description }, index) => ({
    function: index,
    ...description,
    file: profile.files[file].path,
    calls: 0,
    outermostCalls: 0,
    carriedIn: 0,
    live: 0,
    suspensions: 0,
    self: 0,
    onStack: 0,
    awaiting: 0,
    paused: 0,
    external: 0,
    total: 0,
    average: undefined as number | undefined,
    span: 0,
    peak: 0,
    longest: undefined as number | undefined,
    life: { first: 0, counts: [] } as Histogram,
    p50: undefined as number | undefined,
    p90: undefined as number | undefined,
    p99: undefined as number | undefined,
  }));
  for (const thread of profile.threads) {
    addContexts(thread, rows);
    addFunctions(thread, rows);
  }
  for (const row of rows) {
    row.total = row.onStack + row.awaiting;
    if (row.calls > 0) row.average = row.total / row.calls;
    Object.assign(row, percentiles(row.life, row.longest));
  }
  return rows.filter(({ calls, carriedIn, live }) => calls + carriedIn + live > 0);
}

function addContexts({ contexts }: Thread, rows: FunctionRow[]): void {
  const outermost = outermostRows(contexts, contexts.function);
  for (let context = 1; context < contexts.function.length; context++) {
    const row = rows[contexts.function[context]];
    row.calls += contexts.calls[context];
    row.carriedIn += contexts.carriedIn[context];
    row.live += contexts.live[context];
    row.suspensions += contexts.suspensions[context];
    row.self += contexts.self[context];
    row.external += contexts.external[context];
    if (!outermost[context]) continue;
    row.outermostCalls += contexts.calls[context];
    row.awaiting += contexts.awaiting[context];
    row.paused += contexts.paused[context];
  }
}

function addFunctions({ functions }: Thread, rows: FunctionRow[]): void {
  for (let i = 0; i < functions.function.length; i++) {
    const row = rows[functions.function[i]];
    row.onStack += functions.onStack[i];
    row.span = Math.max(row.span, functions.span[i]);
    row.peak = Math.max(row.peak, functions.peak[i]);
    if (functions.life[i].counts.length === 0) continue;
    row.longest = Math.max(row.longest ?? 0, functions.longest[i]);
    row.life = addHistograms(row.life, functions.life[i]);
  }
}
