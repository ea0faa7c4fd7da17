import { AWAITING, ON_STACK, type ActivationTables } from './activation-tables.js';
import { activationsOf, SWITCHING, type Activations } from './activations.js';
import { firstWhere } from './columns.js';
import { NONE, type Trace } from './trace.js';

/** What a piece of an activation's elapsed time was spent on. */
export type PieceKind =
  /** An activation of the path was on the stack: its own work and that of its synchronous callees. */
  | 'onStack'
  /**
   * It awaited something that no activation it had started explains: a timer, a socket, a database. The
   * thread was idle meanwhile, if the trace tells that.
   */
  | 'external'
  /** The thread was busy with another activation, without a rest until it came back. */
  | 'blocked'
  /** The thread was busy with another activation, and idle again before it came back. */
  | 'busy'
  /** The thread was busy with code that is not instrumented. */
  | 'elsewhere'
  /** Nothing instrumented was on the stack for a moment between two pieces of work. */
  | 'switching'
  /** Its consumer held it after a `yield`. */
  | 'paused';

export interface Piece {
  kind: PieceKind;
  start: number;
  end: number;
  /** Index of the visit that it belongs to. */
  visit: number;
  /** Where the activation waited, an index in the trace's `sites`; -1 on the stack or if not known. */
  site: number;
  /** What the thread was busy with, by the activation at the bottom of the stack; otherwise -1. */
  by: number;
}

/** An activation that the path leads through, for a part of its time. */
export interface Visit {
  /** Index among the trace's activations. */
  activation: number;
  /** Index of the visit whose wait it explains; -1 for the first. */
  parent: number;
  /** Where that one waited for it; -1 for the first, or if it is not known. */
  site: number;
}

export interface CriticalPath {
  /** The first is the activation that was asked for. */
  visits: Visit[];
  /** In order of time; each begins where the one before ends. Together they are the elapsed time. */
  pieces: Piece[];
}

/**
 * What the elapsed time of an activation was really spent on.
 *
 * The path is followed from the end backwards. A wait is explained by the activation, of those that
 * the waiting one had started, which ended (or yielded) last before the resumption: from there on
 * it is that one's path, and where that one began in the middle of the wait, what comes before it is
 * explained in the same way. One that went on after the resumption is no explanation: nothing waited
 * for it. What is left is time that the thread was busy with something else right up to the
 * resumption (`blocked`) or before (`busy`, `elsewhere`), and wait for something outside of the program
 * (`external`).
 *
 * After the last finishing child of Jaeger's critical path and of Z. Zhang et al., "CRISP: Critical
 * Path Analysis of Large-Scale Microservice Architectures", USENIX ATC 2022, which know only the
 * beginnings and ends of spans. Here it is known when each activation was on the stack and when
 * it came back, so that only waits need an explanation, and no overlap has to be guessed at.
 *
 * @param activation Index of the activation.
 */
export function criticalPath(trace: Trace, activation: number): CriticalPath {
  return new PathFinder(activationsOf(trace)).find(activation);
}

class PathFinder {
  readonly #activations: Activations;
  readonly #tables: ActivationTables;
  readonly #visits: Visit[] = [];
  /** The latest first. */
  readonly #pieces: Piece[] = [];
  /** What remains to be followed; the latest is done first. Paths may be deeper than the stack. */
  readonly #remaining: Array<() => void> = [];

  constructor(activations: Activations) {
    this.#activations = activations;
    this.#tables = activations.tables;
  }

  find(activation: number): CriticalPath {
    const { start, end } = this.#tables;
    const from = start.values[activation];
    const until = end.values[activation];
    this.#visit({ activation, parent: NONE, site: NONE }, from, until);
    for (let next = this.#remaining.pop(); next; next = this.#remaining.pop()) next();
    return { visits: this.#visits, pieces: this.#pieces.reverse() };
  }

  #visit(visit: Visit, from: number, until: number): void {
    const index = this.#visits.push(visit) - 1;
    if (!this.#activations.isCoroutine(visit.activation)) {
      this.#add('onStack', index, NONE, from, until);
      return;
    }
    const intervals = this.#activations.intervalRows(visit.activation);
    const { values: starts } = this.#tables.intervalStart;
    const after = firstWhere(0, intervals.length, (i) => starts[intervals[i]] >= until);
    this.#follow(index, intervals, after - 1, from, until);
  }

  /** Follows an activation backwards, from one of its intervals on. */
  #follow(visit: number, intervals: Int32Array, last: number, from: number, until: number): void {
    if (last < 0 || until <= from) return;
    const tables = this.#tables;
    const interval = intervals[last];
    const start = Math.max(from, tables.intervalStart.values[interval]);
    const end = Math.min(until, tables.intervalEnd.values[interval]);
    this.#remaining.push(() => this.#follow(visit, intervals, last - 1, from, start));
    const site = tables.intervalSite.values[interval];
    const state = tables.intervalState.values[interval];
    if (state !== AWAITING) {
      this.#add(state === ON_STACK ? 'onStack' : 'paused', visit, site, start, end);
      return;
    }
    const wait = { visit, site, since: tables.intervalSince.values[interval], from: start };
    this.#explain(wait, end, tables.intervalUntil.values[interval]);
  }

  /**
   * @param until Where the part of the wait ends that is not explained yet.
   * @param periods How many periods of activity had ended by then.
   */
  #explain(wait: Wait, until: number, periods: number): void {
    const { visit, site, since, from } = wait;
    const { periodOf, periodStart, periodEnd, periodSince } = this.#tables;
    const { activation } = this.#visits[visit];
    const period = this.#activations.lastPeriod(activation, since, periods);
    const end = period === NONE ? from : periodEnd.values[period];
    this.#addUnexplained(wait, Math.max(from, end), until);
    if (end <= from) return;
    const start = periodStart.values[period];
    if (start > from) {
      this.#remaining.push(() => this.#explain(wait, start, periodSince.values[period]));
    }
    const child = { activation: periodOf.values[period], parent: visit, site };
    this.#remaining.push(() => this.#visit(child, Math.max(from, start), end));
  }

  #addUnexplained({ visit, site }: Wait, from: number, until: number): void {
    const { taskStart, taskEnd, taskRoot } = this.#tables;
    const { tellsIdle } = this.#activations;
    const busySince = Math.max(
      from,
      tellsIdle ? this.#activations.awakeSince(until) : this.#activations.busySince(until),
    );
    // Where idle time is not known, what came before may all have been wait for something outside.
    const knownSince = tellsIdle ? from : busySince;
    let time = until;
    for (let i = this.#activations.taskAt(until); time > knownSince && i >= 0; i--) {
      const end = Math.max(knownSince, Math.min(time, taskEnd.values[i]));
      const start = Math.max(knownSince, taskStart.values[i]);
      this.#addGap(visit, site, end, time);
      const kind = start >= busySince ? 'blocked' : 'busy';
      this.#add(kind, visit, site, start, end, taskRoot.values[i]);
      time = Math.min(start, end);
    }
    if (tellsIdle) this.#addGap(visit, site, from, time);
    else this.#add('external', visit, site, from, time);
  }

  /** Adds a part of a wait with nothing instrumented on the stack. */
  #addGap(visit: number, site: number, from: number, until: number): void {
    const { tellsIdle } = this.#activations;
    const { sleepStart, sleepEnd } = this.#tables;
    let time = until;
    for (let i = tellsIdle ? this.#activations.sleepAt(until) : NONE; time > from && i >= 0; i--) {
      const end = Math.max(from, Math.min(time, sleepEnd.values[i]));
      const start = Math.max(from, sleepStart.values[i]);
      this.#addBusyGap(visit, site, end, time);
      this.#add('external', visit, site, start, end);
      time = Math.min(start, end);
    }
    this.#addBusyGap(visit, site, from, time);
  }

  #addBusyGap(visit: number, site: number, from: number, until: number): void {
    this.#add(until - from > SWITCHING ? 'elsewhere' : 'switching', visit, site, from, until);
  }

  #add(
    kind: PieceKind,
    visit: number,
    site: number,
    start: number,
    end: number,
    by: number = NONE,
  ): void {
    if (end > start) this.#pieces.push({ kind, start, end, visit, site, by });
  }
}

/** The wait of a visited activation, as far as it is part of the path. */
interface Wait {
  visit: number;
  site: number;
  /** How many periods of activity had ended when it began. */
  since: number;
  from: number;
}
