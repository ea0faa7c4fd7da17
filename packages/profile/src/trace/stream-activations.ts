import type { ActivationStore } from './activation-store.js';
import { AWAITING, Flag, ON_STACK } from './activation-tables.js';
import type { ActivationState } from './activations.js';
import { replayInto } from './replay.js';
import { NONE, type Trace } from './trace.js';

/** An activation while a trace is being replayed. Times are milliseconds of engine time. */
export interface StreamedActivation<Note> {
  /** What the visitor keeps of it. */
  readonly note: Note;
  /** Its index among the activations of the trace, in the order in which they appear. */
  readonly index: number;
  /** The activation on top of the stack when it began; undefined if there was none, or none known. */
  parent: StreamedActivation<Note> | undefined;
  /** Row in the trace's `contexts`; -1 if it is not known. */
  context: number;
  /** Index in the trace's `functions`; -1 if it is not known. */
  function: number;
  isCoroutine: boolean;
  /** It began before the trace, or before the part of it that is here: `start` is that of the part. */
  readonly isCarriedIn: boolean;
  readonly start: number;
  /** Of one that is live, that of the trace; undefined until it has ended. */
  end: number | undefined;
  /** Its end is not in the trace. */
  isLive: boolean;
  suspensions: number;
  /** How long it has been in each state. */
  onStack: number;
  awaiting: number;
  paused: number;
}

/** What is called as a trace is replayed. */
export interface ActivationVisitor<Note> {
  /** An activation has begun; what is known of it may grow. */
  begin(activation: Omit<StreamedActivation<Note>, 'note'>): Note;
  /** It comes onto the stack: it has begun, or is resumed. */
  enter?(activation: StreamedActivation<Note>, time: number): void;
  /**
   * A coroutine leaves a state, or a synchronous function ends, which has one only.
   *
   * @param site Where it waited, an index in the trace's `sites`; -1 on the stack, and if it is not known.
   */
  interval?(
    activation: StreamedActivation<Note>,
    state: ActivationState,
    start: number,
    end: number,
    site: number,
  ): void;
  /** It has ended, or the trace has. Its parent may end earlier. */
  end?(activation: StreamedActivation<Note>): void;
}

/**
 * Calls a visitor with the activations of a trace as they end, and keeps none of them: memory grows with
 * those that are alive at once, not with the trace. Gives way after every few thousand events.
 */
export function* streamActivations<Note>(
  trace: Trace,
  visitor: ActivationVisitor<Note>,
): Generator<void> {
  yield* replayInto(new LiveActivations(visitor), trace);
}

/** What is known of an activation, and of the interval that it is in. */
interface LiveActivation<Note> extends Omit<StreamedActivation<Note>, 'note'> {
  note: Note;
  state: number;
  site: number;
  since: number | undefined;
}

/** The activations that are alive. */
class LiveActivations<Note> implements ActivationStore {
  hasTask = false;
  latestTaskEnd: number | undefined;
  readonly #visitor: ActivationVisitor<Note>;
  /** By row, which is the index of the activation. */
  readonly #alive = new Map<number, LiveActivation<Note>>();
  #count = 0;

  constructor(visitor: ActivationVisitor<Note>) {
    this.#visitor = visitor;
  }

  add(top: number, context: number, fn: number, start: number, flags: number): number {
    const index = this.#count++;
    const activation: LiveActivation<Note> = {
      // Set below: objects that are made in one go are the fastest.
      note: undefined as Note,
      index,
      parent: this.#alive.get(top),
      context,
      function: fn,
      isCoroutine: (flags & Flag.Coroutine) !== 0,
      isCarriedIn: (flags & Flag.CarriedIn) !== 0,
      start,
      end: undefined,
      isLive: false,
      suspensions: 0,
      onStack: 0,
      awaiting: 0,
      paused: 0,
      state: ON_STACK,
      site: NONE,
      since: undefined,
    };
    activation.note = this.#visitor.begin(activation);
    this.#alive.set(index, activation);
    if (!activation.isCoroutine) this.#visitor.enter?.(activation, start);
    return index;
  }

  orphan(row: number): void {
    const activation = this.#alive.get(row);
    if (activation) activation.parent = undefined;
  }

  describe(row: number, context: number, fn: number): void {
    const activation = this.#alive.get(row);
    if (activation === undefined || activation.context !== NONE) return;
    activation.context = context;
    activation.function = fn;
  }

  markCoroutine(row: number): void {
    const activation = this.#alive.get(row);
    if (activation) activation.isCoroutine = true;
  }

  isCoroutine(row: number): boolean {
    return this.#alive.get(row)?.isCoroutine ?? false;
  }

  functionOf(row: number): number {
    return this.#alive.get(row)?.function ?? NONE;
  }

  startOf(row: number): number {
    return this.#alive.get(row)?.start ?? NaN;
  }

  endActivation(row: number, time: number): void {
    const activation = this.#alive.get(row);
    if (activation === undefined) return;
    this.#alive.delete(row);
    this.#end(activation, time);
  }

  #end(activation: LiveActivation<Note>, time: number): void {
    activation.end = time;
    if (!activation.isCoroutine) {
      activation.onStack = time - activation.start;
      this.#visitor.interval?.(activation, 'onStack', activation.start, time, NONE);
    }
    this.#visitor.end?.(activation);
  }

  suspend(row: number, times: number): void {
    const activation = this.#alive.get(row);
    if (activation) activation.suspensions += times;
  }

  count(): void {
    // A call of a leaf is no activation.
  }

  beginInterval(row: number, state: number, site: number, time: number): void {
    const activation = this.#alive.get(row);
    if (activation === undefined) return;
    activation.state = state;
    activation.site = site;
    activation.since = time;
    if (state === ON_STACK) this.#visitor.enter?.(activation, time);
  }

  endInterval(row: number, time: number): void {
    const activation = this.#alive.get(row);
    if (activation?.since === undefined) return;
    const { since, state, site } = activation;
    activation.since = undefined;
    const name = state === ON_STACK ? 'onStack' : state === AWAITING ? 'awaiting' : 'paused';
    activation[name] += time - since;
    this.#visitor.interval?.(activation, name, since, time, site);
  }

  hasInterval(row: number): boolean {
    return this.#alive.get(row)?.since !== undefined;
  }

  currentSite(row: number): number {
    return this.#alive.get(row)?.site ?? NONE;
  }

  beginTask(): void {
    this.hasTask = true;
  }

  endTask(time: number): void {
    this.latestTaskEnd = time;
  }

  finish(end: number): void {
    // Those that were called end before those that have called them.
    for (const activation of [...this.#alive.values()].reverse()) {
      activation.isLive = true;
      this.endInterval(activation.index, end);
      this.endActivation(activation.index, end);
    }
  }

  // What ended a wait is not asked for.

  beginPeriod(): void {}

  endPeriod(): void {}

  addSleep(): void {}
}
