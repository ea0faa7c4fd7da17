/**
 * The figures of docs/profile-format.md, computed from their definitions by brute force. The model keeps
 * a log of everything that happened, each passage of time with the state of the whole world during it, and
 * derives figures from the log only when they are read. It shares nothing with the engine but the meaning
 * of the figures and of the repair.
 */

/**
 * A function reached by one logical path of calls; `path` is `f0/f3`, or `[a]/f0/f3` under the tag a. The
 * path of a root is the tag alone, or empty without one.
 */
export interface Context {
  path: string;
  /** `[a]`, or empty. */
  tag: string;
  fn: number;
  parent: Context | null;
  children: Map<number, Context>;
}

type OffStack = 'awaiting' | 'paused';

/** One time off the stack. */
interface Wait {
  state: OffStack;
  /** Null if the repair took the activation off the stack: its site is unknown. */
  site: number | null;
  /** The activation's work when it began. */
  workBefore: number;
  /** When it began, and until when a coroutine that the activation had started explained it. */
  since: number;
  explainedUntil: number;
  /** Whether it is that of a `yield` of something whose end can't be seen. */
  isUnseen: boolean;
  /** How long it has lasted, in its current state and altogether. */
  inState: number;
  altogether: number;
}

export interface Activation {
  context: Context;
  isCoroutine: boolean;
  isModule: boolean;
  /** The innermost coroutine on the shadow stack when it entered. */
  owner: Activation | null;
  alive: boolean;
  /** How long it has been alive. */
  age: number;
  /** Null while it is on the stack. */
  wait: Wait | null;
  /** Whether it came back on the stack from an await. */
  isContinuation: boolean;
  /** Its time on stack as such a continuation, and the work of the coroutines it started that have ended. */
  work: number;
  /** The awaits that have ended: how long they were, and how much work was done meanwhile. */
  awaits: Array<{ wait: number; work: number }>;
  lastAwaitSite: number | null;
  returned: ReturnedPromise | null;
}

interface ReturnedPromise {
  promise: ModelPromise;
  site: number;
}

/** A native promise. */
export class ModelPromise {
  fulfilled: boolean | null = null;
  readonly reactions: Array<(fulfilled: boolean) => void> = [];
}

/** The world during a passage of time. */
interface Passage {
  type: 'time';
  /** In engine time. */
  start: number;
  duration: number;
  /** The event loop slept. */
  isIdle: boolean;
  /** Bottom first. */
  stack: Activation[];
  offStack: Array<{ activation: Activation; state: OffStack; site: number | null }>;
}

type Entry =
  | Passage
  | { type: 'begin'; activation: Activation }
  | { type: 'end'; activation: Activation }
  | { type: 'count'; context: Context }
  | { type: 'suspended'; activation: Activation; site: number | null }
  | { type: 'resumed'; activation: Activation; site: number; waited: number }
  | {
      type: 'awaited';
      activation: Activation;
      before: number;
      after: number;
      saving: number;
    }
  | {
      type: 'contended';
      activation: Activation;
      site: number;
      from: number;
      until: number;
    }
  | { type: 'pushed' | 'popped'; activation: Activation };

/** A window as positions in the log. */
export interface ModelWindow {
  from: number;
  /** Where it was closed: figures that are no differences are kept up to there only. */
  closedAt: number | null;
}

export interface ContextFigures {
  calls: number;
  carriedIn: number;
  live: number;
  suspensions: number;
  self: number;
  onStack: number;
  awaiting: number;
  paused: number;
  external: number;
  outside: number;
  contended: number;
  blame: number;
}

export interface FunctionFigures {
  onStack: number;
  span: number;
  idle: number;
  keptWaiting: number;
  peak: number;
  longest: number;
  /** Counts by bucket number. */
  life: Record<number, number>;
}

export interface SiteFigures {
  suspended: number;
  resumed: number;
  live: number;
  waiting: number;
  outside: number;
  contended: number;
  longest: number;
  /** Counts by bucket number. */
  histogram: Record<number, number>;
}

/** A profile by name instead of by row, without rows of zeros. */
export interface Figures {
  elapsed: number;
  thread: { idle: number; elsewhere: number; blameElsewhere: number };
  /** By tag. */
  peak: Record<string, number>;
  contexts: Record<string, ContextFigures>;
  functions: Record<string, FunctionFigures>;
  sites: Record<string, SiteFigures>;
  sequences: Record<string, { count: number; saving: number }>;
  stretches: LongTaskFigures[];
}

export interface LongTaskFigures {
  start: number;
  duration: number;
  context: string;
  /** Null if it depends on what was before the window. */
  heaviest: string | null;
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
const last = <Item>(items: readonly Item[]): Item | undefined => items[items.length - 1];

export class ReferenceModel {
  running = false;
  /** The tag function; null if there is none. */
  tagFunction: (() => string | null) | null = null;
  /** The roots by their tags. */
  readonly #roots = new Map<string, Context>([['', rootOf('')]]);
  readonly #log: Entry[] = [];
  readonly #stack: Activation[] = [];
  readonly #alive = new Set<Activation>();
  #microtasks: Array<() => void> = [];
  /** Engine time. */
  #now = 0;
  /** The activation at the bottom of the current or latest task's stack. */
  #bottom: Activation | null = null;
  /** Time since something happened last while nothing was on the stack, and how much of it was idle. */
  #gap = { time: 0, idle: 0 };
  #turn = 0;
  #turnSeen = 0;
  /** When the turn before the current one began, and the current one. */
  #turnStarts: [number, number] = [0, 0];
  #sleptUntil = 0;
  #checkpoint = 0;
  /** When the last of those that went on in this checkpoint had begun to wait. */
  #settlersSince = 0;
  #contextCount = 1;
  #waits: boolean;
  #maxContexts: number;
  #maxTags: number;

  /** `waits` says whether time passes off the stack: it does not with a CPU clock. */
  constructor({ waits = true, maxContexts = Infinity, maxTags = Infinity } = {}) {
    this.#waits = waits;
    this.#maxContexts = maxContexts;
    this.#maxTags = maxTags;
  }

  get depth(): number {
    return this.#stack.length;
  }

  // Time and turns.

  /** Time passes; if nothing is on the stack, the event loop may sleep meanwhile. */
  burn(milliseconds: number, isIdle = false): void {
    if (!this.running || milliseconds === 0) return;
    const start = this.#now;
    this.#now += milliseconds;
    if (this.depth === 0) {
      this.#gap.time += milliseconds;
      if (isIdle) this.#gap.idle += milliseconds;
    }
    const offStack: Passage['offStack'] = [];
    for (const activation of this.#alive) {
      activation.age += milliseconds;
      const { wait } = activation;
      if (wait === null) continue;
      offStack.push({ activation, state: wait.state, site: wait.site });
      wait.inState += milliseconds;
      wait.altogether += milliseconds;
    }
    for (const frame of this.#stack) if (frame.isContinuation) frame.work += milliseconds;
    const stack = [...this.#stack];
    this.#log.push({ type: 'time', start, duration: milliseconds, isIdle, stack, offStack });
  }

  /** The event loop begins its next turn. */
  loopTurn(): void {
    this.#turn++;
  }

  /** The profiler is started, with a clock that counts turns from now on. */
  start(): void {
    if (!this.running) this.#turnSeen = this.#turn;
    this.running = true;
  }

  /** Something happens while nothing is on the stack. */
  #look(): void {
    const { time, idle } = this.#gap;
    this.#gap = { time: 0, idle: 0 };
    const begun = this.#turn - this.#turnSeen;
    this.#turnSeen = this.#turn;
    if (!this.#waits) return;
    // After a callback, whatever goes on in the same turn may have been set off by it.
    if (begun === 0 && idle === 0 && (time === 0 || !this.#bottom?.isCoroutine)) return;
    const start = this.#now - time;
    if (begun > 0) this.#turnStarts = [begun > 1 ? start : this.#turnStarts[1], start];
    if (idle > 0) this.#sleptUntil = start + idle;
    this.#checkpoint = this.#now;
    this.#settlersSince = 0;
  }

  /** An await has ended: since when may what it waited for have been ready? */
  #contend(activation: Activation, { site, since, explainedUntil, isUnseen }: Wait): void {
    if (site === null || isUnseen || since >= this.#checkpoint) return;
    const isExplained = this.#hasActiveChildren(activation);
    const from = Math.max(
      this.#turnStarts[0],
      this.#sleptUntil,
      since,
      isExplained ? this.#now : explainedUntil,
      this.#settlersSince,
    );
    this.#settlersSince = Math.max(this.#settlersSince, since);
    const until = this.#checkpoint;
    if (from < until) this.#log.push({ type: 'contended', activation, site, from, until });
  }

  #hasActiveChildren(activation: Activation): boolean {
    return [...this.#alive].some(
      (child) => child.isCoroutine && child.owner === activation && child.wait?.state !== 'paused',
    );
  }

  /** A coroutine has ended or is held by its consumer. */
  #explainsNoLonger({ owner, isCoroutine }: Activation): void {
    if (!isCoroutine || owner === null || owner.wait === null) return;
    if (!this.#hasActiveChildren(owner)) owner.wait.explainedUntil = this.#now;
  }

  settle(promise: ModelPromise, fulfilled: boolean): void {
    if (promise.fulfilled !== null) return;
    promise.fulfilled = fulfilled;
    for (const reaction of promise.reactions) this.#microtasks.push(() => reaction(fulfilled));
  }

  /** Runs the microtasks. */
  turn(): void {
    const microtasks = this.#microtasks;
    this.#microtasks = [];
    for (const microtask of microtasks) microtask();
  }

  #observe(promise: ModelPromise, reaction: (fulfilled: boolean) => void): void {
    const { fulfilled } = promise;
    if (fulfilled === null) promise.reactions.push(reaction);
    else this.#microtasks.push(() => reaction(fulfilled));
  }

  // Synchronous functions.

  enter(fn: number): number {
    this.#begin(fn, { isCoroutine: false });
    return this.depth;
  }

  /** Its body is not in a `try`; if it throws, it is closed after this turn. */
  enterModule(fn: number): number {
    if (this.depth === 0) {
      this.#microtasks.push(() => {
        if (this.depth === 0) this.#look();
        this.#unwind(0);
      });
    }
    return this.enter(fn);
  }

  exit(token: number): void {
    const activation = this.#stack[token - 1];
    if (activation === undefined || activation.isCoroutine) return;
    this.#unwind(token);
    this.#pop();
    this.#end(activation);
  }

  count(fn: number): void {
    this.#log.push({ type: 'count', context: this.#contextOf(fn, false) });
  }

  // Coroutines.

  open(fn: number): Activation {
    return this.#begin(fn, { isCoroutine: true });
  }

  openModule(fn: number): Activation {
    const activation = this.#begin(fn, { isCoroutine: true, isModule: true });
    this.#watchModule(activation);
    return activation;
  }

  close(activation: Activation): void {
    if (!activation.alive) return;
    this.resume(activation);
    const { returned } = activation;
    if (returned === null) {
      this.#takeOff(activation);
      this.#end(activation);
      return;
    }
    activation.returned = null;
    const wait = this.#leave(activation, 'awaiting', returned.site);
    this.#observe(returned.promise, () => {
      if (activation.wait !== wait) return;
      if (this.depth === 0) this.#look();
      this.#endWait(activation);
      this.#end(activation);
    });
  }

  suspend(activation: Activation, site: number): void {
    if (!activation.alive) return;
    this.resume(activation);
    this.#leave(activation, 'awaiting', site);
  }

  pause(activation: Activation, site: number): void {
    if (!activation.alive) return;
    this.resume(activation);
    this.#leave(activation, 'paused', site);
  }

  /** `promise` is null for a value that is no native promise, but may be another thenable. */
  pauseAsync(
    activation: Activation,
    site: number,
    promise: ModelPromise | null,
    isThenable: boolean,
  ): void {
    if (promise === null && !isThenable) return this.pause(activation, site);
    if (!activation.alive) return;
    this.resume(activation);
    const wait = this.#leave(activation, 'awaiting', site);
    if (promise === null) {
      wait.isUnseen = true;
      return;
    }
    this.#observe(promise, (fulfilled) => {
      if (!fulfilled || activation.wait !== wait) return;
      if (this.depth === 0) this.#look();
      this.#holdForConsumer(activation, wait);
    });
  }

  /** What a `yield` awaited has settled. */
  #holdForConsumer(activation: Activation, wait: Wait): void {
    this.#endAwait(activation, wait);
    wait.state = 'paused';
    wait.inState = 0;
    this.#explainsNoLonger(activation);
  }

  resume(activation: Activation): void {
    const { wait } = activation;
    if (!activation.alive || wait === null) return;
    if (this.depth === 0) this.#look();
    if (wait.isUnseen && wait.state === 'awaiting') this.#holdForConsumer(activation, wait);
    // Only a microtask continues an await, and finds the stack empty.
    if (wait.state === 'awaiting' && this.depth > 0) {
      this.#unwind(0);
      this.#look();
    }
    activation.isContinuation = wait.state === 'awaiting';
    this.#endWait(activation);
    this.#push(activation);
    if (activation.isModule) this.#watchModule(activation);
  }

  /**
   * The inner iterator of a `yield*` has ended, so its delegator has never left the stack. This is known
   * only afterwards, since only the language may read `done` of a result: the one figure that shows it is
   * a long task, which is split in two.
   */
  endDelegation(activation: Activation): void {
    this.#takeOff(activation);
    this.#push(activation);
  }

  returned(activation: Activation, site: number, promise: ModelPromise | null): void {
    activation.returned = promise && { promise, site };
  }

  hold(activation: Activation): ReturnedPromise | null {
    const { returned } = activation;
    activation.returned = null;
    return returned;
  }

  release(activation: Activation, held: ReturnedPromise | null): void {
    if (held !== null) activation.returned = held;
  }

  // The stack, and its repair.

  #begin(fn: number, { isCoroutine = false, isModule = false }): Activation {
    if (this.depth === 0) this.#look();
    const activation: Activation = {
      context: this.#contextOf(fn, isCoroutine),
      isCoroutine,
      isModule,
      owner: this.#stack.findLast((frame) => frame.isCoroutine) ?? null,
      alive: true,
      age: 0,
      wait: null,
      isContinuation: false,
      work: 0,
      awaits: [],
      lastAwaitSite: null,
      returned: null,
    };
    this.#push(activation);
    this.#alive.add(activation);
    this.#log.push({ type: 'begin', activation });
    return activation;
  }

  #end(activation: Activation): void {
    activation.alive = false;
    if (activation.owner !== null) activation.owner.work += activation.work;
    this.#alive.delete(activation);
    this.#explainsNoLonger(activation);
    this.#log.push({ type: 'end', activation });
  }

  #push(activation: Activation): void {
    if (this.depth === 0) this.#bottom = activation;
    this.#stack.push(activation);
    this.#log.push({ type: 'pushed', activation });
  }

  #pop(): void {
    this.#log.push({ type: 'popped', activation: this.#stack.pop()! });
  }

  /** Removes the frames above a depth: their functions left without a probe. */
  #unwind(depth: number): void {
    while (this.depth > depth) {
      const activation = last(this.#stack)!;
      this.#pop();
      if (activation.isCoroutine && !activation.isModule)
        this.#beginWait(activation, 'awaiting', null);
      else this.#end(activation);
    }
  }

  #takeOff(activation: Activation): void {
    this.#unwind(this.#stack.indexOf(activation) + 1);
    this.#pop();
  }

  #leave(activation: Activation, state: OffStack, site: number): Wait {
    this.#takeOff(activation);
    return this.#beginWait(activation, state, site);
  }

  #beginWait(activation: Activation, state: OffStack, site: number | null): Wait {
    activation.wait = {
      state,
      site,
      workBefore: activation.work,
      since: this.#now,
      explainedUntil: 0,
      isUnseen: false,
      inState: 0,
      altogether: 0,
    };
    if (state === 'paused') this.#explainsNoLonger(activation);
    this.#log.push({ type: 'suspended', activation, site });
    return activation.wait;
  }

  #endWait(activation: Activation): void {
    const wait = activation.wait!;
    activation.wait = null;
    if (wait.site === null) return;
    if (wait.state === 'awaiting') this.#endAwait(activation, wait);
    this.#log.push({ type: 'resumed', activation, site: wait.site, waited: wait.altogether });
  }

  #endAwait(activation: Activation, wait: Wait): void {
    this.#contend(activation, wait);
    // Overlapped, they would have taken as long as the longest of them, or as the work of all of them.
    const savable = (awaits: Activation['awaits']) =>
      sum(awaits.map(({ wait }) => wait)) -
      Math.max(0, ...awaits.map(({ wait }) => wait), sum(awaits.map(({ work }) => work)));
    const work = Math.min(wait.inState, activation.work - wait.workBefore);
    const before = activation.lastAwaitSite;
    const earlier = activation.awaits;
    activation.awaits = [...earlier, { wait: wait.inState, work }];
    activation.lastAwaitSite = wait.site;
    if (before === null) return;
    const saving = savable(activation.awaits) - savable(earlier);
    this.#log.push({ type: 'awaited', activation, before, after: wait.site!, saving });
  }

  /** A module that is on the stack after the turn, without having left it since, has thrown. */
  #watchModule(activation: Activation): void {
    const from = this.#log.length;
    this.#microtasks.push(() => {
      if (!activation.alive || activation.wait !== null) return;
      const hasLeft = this.#log
        .slice(from)
        .some((entry) => entry.type === 'suspended' && entry.activation === activation);
      if (!hasLeft) this.#unwind(this.#stack.indexOf(activation));
    });
  }

  /**
   * From half of the limit on: the function's context below the nearest ancestor that has one. Where none has, its
   * own up to the limit, and past it the one below the root.
   */
  #contextOf(fn: number, isCoroutine: boolean): Context {
    const caller = last(this.#stack)?.context;
    const asks = caller === undefined || isCoroutine;
    const tag = (asks ? this.#ask() : null) ?? caller?.tag ?? '';
    const parent = caller?.tag === tag ? caller : this.#rootOf(tag);
    let target = parent;
    if (!parent.children.has(fn) && this.#contextCount >= Math.floor(this.#maxContexts / 2)) {
      while (target.parent !== null && target.fn !== fn && !target.children.has(fn)) {
        target = target.parent;
      }
      if (target.fn === fn) return target;
      if (target.parent === null && this.#contextCount < this.#maxContexts) target = parent;
    }
    let context = target.children.get(fn);
    if (context === undefined) {
      const path = target.path === '' ? `f${fn}` : `${target.path}/f${fn}`;
      context = { path, tag, fn, parent: target, children: new Map() };
      target.children.set(fn, context);
      this.#contextCount++;
    }
    return context;
  }

  /** Null without a tag of its own. Past the limit, a new tag is `(other)`. */
  #ask(): string | null {
    if (this.tagFunction === null) return null;
    try {
      const tag = this.tagFunction();
      if (tag === null) return null;
      const isKnown = this.#roots.has(`[${tag}]`);
      const count = this.#roots.size - 1;
      return isKnown || count < this.#maxTags ? `[${tag}]` : '[(other)]';
    } catch {
      this.tagFunction = null;
      return null;
    }
  }

  #rootOf(tag: string): Context {
    let root = this.#roots.get(tag);
    if (root === undefined) {
      this.#roots.set(tag, (root = rootOf(tag)));
      this.#contextCount++;
    }
    return root;
  }

  // Windows and figures.

  openWindow(): ModelWindow {
    return { from: this.#log.length, closedAt: null };
  }

  closeWindow(window: ModelWindow): void {
    window.closedAt ??= this.#log.length;
  }

  read(window: ModelWindow): Figures {
    const past = this.#log.slice(0, window.from);
    const entries = this.#log.slice(window.from);
    const recorded = this.#log.slice(window.from, window.closedAt ?? undefined);
    return {
      elapsed: sum(entries.map((entry) => (entry.type === 'time' ? entry.duration : 0))),
      thread: this.#readThread(entries),
      peak: Object.fromEntries(
        [...this.#roots.keys()]
          .map((tag) => {
            const counts = ({ isCoroutine, context }: Activation) =>
              isCoroutine && context.tag === tag;
            return [tag, mostAlive(past, recorded, counts)] as const;
          })
          .filter(([, peak]) => peak > 0),
      ),
      contexts: this.#readContexts(past, entries),
      functions: this.#readFunctions(past, entries, recorded),
      sites: this.#readSites(past, entries, recorded),
      sequences: this.#readSequences(entries),
      stretches: readLongTasks(past, recorded, window.closedAt === null),
    };
  }

  #readThread(entries: Entry[]): Figures['thread'] {
    const off = entries.filter((entry) => entry.type === 'time' && entry.stack.length === 0);
    const time = (isIdle: boolean) =>
      sum(
        off.map((entry) => (entry.type === 'time' && entry.isIdle === isIdle ? entry.duration : 0)),
      );
    if (!this.#waits) return { idle: 0, elsewhere: 0, blameElsewhere: 0 };
    const blame = this.#blamed(entries).filter(({ context }) => context === undefined);
    return {
      idle: time(true),
      elsewhere: time(false),
      blameElsewhere: sum(blame.map(({ time }) => time)),
    };
  }

  /** What each contended stretch of these entries passed in, by the context at the bottom of the stack. */
  #blamed(entries: Entry[]): Array<{ wait: Entry; context: Context | undefined; time: number }> {
    const passages = this.#log.filter((entry) => entry.type === 'time');
    return entries.flatMap((entry) => {
      if (entry.type !== 'contended') return [];
      return passages.flatMap(({ start, duration, stack }) => {
        const time = Math.min(start + duration, entry.until) - Math.max(start, entry.from);
        return time > 0 ? [{ wait: entry, context: stack[0]?.context, time }] : [];
      });
    });
  }

  #readContexts(past: Entry[], entries: Entry[]): Figures['contexts'] {
    const table = new Table<ContextFigures>(() => ({
      calls: 0,
      carriedIn: 0,
      live: 0,
      suspensions: 0,
      self: 0,
      onStack: 0,
      awaiting: 0,
      paused: 0,
      external: 0,
      outside: 0,
      contended: 0,
      blame: 0,
    }));
    for (const { context, time } of this.#blamed(entries)) {
      if (context !== undefined) table.row(context.path).blame += time;
    }
    for (const { context } of aliveAfter(past)) table.row(context.path).carriedIn++;
    for (const { context } of this.#alive) table.row(context.path).live++;
    for (const entry of entries) {
      if (entry.type === 'begin') table.row(entry.activation.context.path).calls++;
      if (entry.type === 'count') table.row(entry.context.path).calls++;
      if (entry.type === 'suspended') table.row(entry.activation.context.path).suspensions++;
      if (entry.type === 'contended') {
        table.row(entry.activation.context.path).contended += entry.until - entry.from;
      }
      if (entry.type !== 'time') continue;
      const { duration, isIdle, stack, offStack } = entry;
      table.row(last(stack)?.context.path ?? '').self += duration;
      for (const { context } of stack) table.row(context.path).onStack += duration;
      if (!this.#waits) continue;
      for (const { activation, state } of offStack) {
        const row = table.row(activation.context.path);
        row[state] += duration;
        if (state !== 'awaiting' || isExplained(activation, entry)) continue;
        row.external += duration;
        if (isIdle) row.outside += duration;
      }
    }
    return table.telling();
  }

  #readSites(past: Entry[], entries: Entry[], recorded: Entry[]): Figures['sites'] {
    const table = new Table<SiteFigures>(() => ({
      suspended: 0,
      resumed: 0,
      live: 0,
      waiting: 0,
      outside: 0,
      contended: 0,
      longest: 0,
      histogram: {},
    }));
    for (const entry of [...past, ...entries]) {
      if (entry.type === 'suspended' && entry.site !== null) table.row(siteOf(entry)).live++;
      if (entry.type === 'resumed') table.row(siteOf(entry)).live--;
    }
    for (const entry of entries) {
      if (entry.type === 'suspended' && entry.site !== null) table.row(siteOf(entry)).suspended++;
      if (entry.type === 'resumed') {
        const row = table.row(siteOf(entry));
        row.resumed++;
        if (!this.#waits) continue;
        const bucket = bucketOf(entry.waited);
        row.histogram[bucket] = (row.histogram[bucket] ?? 0) + 1;
      }
      if (entry.type === 'time' && this.#waits) {
        for (const off of entry.offStack) {
          if (off.site === null) continue;
          const row = table.row(siteOf(off));
          row.waiting += entry.duration;
          const isExternal = off.state === 'awaiting' && !isExplained(off.activation, entry);
          if (entry.isIdle && isExternal) row.outside += entry.duration;
        }
      }
      if (entry.type === 'contended') {
        table.row(siteOf(entry)).contended += entry.until - entry.from;
      }
    }
    for (const entry of recorded) {
      if (entry.type !== 'resumed' || !this.#waits) continue;
      const row = table.row(siteOf(entry));
      row.longest = Math.max(row.longest, entry.waited);
    }
    return table.telling();
  }

  #readFunctions(past: Entry[], entries: Entry[], recorded: Entry[]): Figures['functions'] {
    const table = new Table<FunctionFigures>(() => ({
      onStack: 0,
      span: 0,
      idle: 0,
      keptWaiting: 0,
      peak: 0,
      longest: 0,
      life: {},
    }));
    const nameOf = ({ context }: { context: Context }) => underTag(context.tag, `f${context.fn}`);
    const keptBy = new Map<string, Set<Entry>>();
    for (const { wait, context } of this.#blamed(entries)) {
      if (context === undefined) continue;
      const name = nameOf({ context });
      keptBy.set(name, (keptBy.get(name) ?? new Set()).add(wait));
    }
    for (const [name, waits] of keptBy) table.row(name).keptWaiting = waits.size;
    for (const entry of entries) {
      if (entry.type !== 'time') continue;
      const { duration, stack, offStack } = entry;
      // In a recursive coroutine, the awaiting of the outermost activation covers the others.
      const outermost = stack.filter((frame) => !frame.isCoroutine || isOutermost(frame));
      for (const name of new Set(outermost.map(nameOf))) table.row(name).onStack += duration;
      const living = [...stack, ...offStack.map(({ activation }) => activation)];
      for (const name of new Set(living.map(nameOf))) {
        table.row(name).span += duration;
        if (entry.isIdle && this.#waits) table.row(name).idle += duration;
      }
    }
    const known = new Set<string>();
    for (const entry of [...past, ...recorded]) {
      if (entry.type === 'begin') known.add(nameOf(entry.activation));
    }
    for (const name of known) {
      const counts = (activation: Activation) => nameOf(activation) === name;
      table.row(name).peak = mostAlive(past, recorded, counts);
    }
    const hasLife = (entry: Entry) =>
      entry.type === 'end' && entry.activation.isCoroutine && this.#waits ? [entry.activation] : [];
    for (const activation of entries.flatMap(hasLife)) {
      const { life } = table.row(nameOf(activation));
      const bucket = bucketOf(activation.age);
      life[bucket] = (life[bucket] ?? 0) + 1;
    }
    for (const activation of recorded.flatMap(hasLife)) {
      const row = table.row(nameOf(activation));
      row.longest = Math.max(row.longest, activation.age);
    }
    return table.telling();
  }

  #readSequences(entries: Entry[]): Figures['sequences'] {
    const table = new Table(() => ({ count: 0, saving: 0 }));
    for (const entry of entries) {
      if (entry.type !== 'awaited') continue;
      const pair = `s${entry.before}, s${entry.after}`;
      const row = table.row(underTag(entry.activation.context.tag, pair));
      row.count++;
      if (this.#waits) row.saving += entry.saving;
    }
    return table.telling();
  }
}

function rootOf(tag: string): Context {
  return { path: tag, tag, fn: -1, parent: null, children: new Map() };
}

/** The name of what has figures of its own under each tag. */
export function underTag(tag: string, name: string): string {
  return tag === '' ? name : `${tag} ${name}`;
}

function siteOf({ activation, site }: { activation: Activation; site: number | null }): string {
  return underTag(activation.context.tag, `s${site}`);
}

/** Whether a coroutine that an activation started is alive and not paused: it explains the wait. */
function isExplained(activation: Activation, { stack, offStack }: Passage): boolean {
  return (
    stack.some((frame) => frame.isCoroutine && frame.owner === activation) ||
    offStack.some((off) => off.activation.owner === activation && off.state !== 'paused')
  );
}

function aliveAfter(entries: Entry[]): Set<Activation> {
  const alive = new Set<Activation>();
  for (const entry of entries) {
    if (entry.type === 'begin') alive.add(entry.activation);
    if (entry.type === 'end') alive.delete(entry.activation);
  }
  return alive;
}

function mostAlive(
  past: Entry[],
  entries: Entry[],
  counts: (activation: Activation) => boolean,
): number {
  let alive = [...aliveAfter(past)].filter(counts).length;
  let most = alive;
  for (const entry of entries) {
    if (entry.type === 'begin' && counts(entry.activation)) alive++;
    if (entry.type === 'end' && counts(entry.activation)) alive--;
    most = Math.max(most, alive);
  }
  return most;
}

function isOutermost({ context }: Activation): boolean {
  for (let above = context.parent; above !== null; above = above.parent) {
    if (above.fn === context.fn) return false;
  }
  return true;
}

/** A time of an activation on the stack, with those above it. */
interface Stay {
  context: Context;
  duration: number;
  above: Stay[];
}

/** Long tasks that ended in the window or are running, without the part before it. */
function readLongTasks(past: Entry[], entries: Entry[], isOpen: boolean): LongTaskFigures[] {
  const longTasks: LongTaskFigures[] = [];
  const stack: Stay[] = [];
  let now = 0;
  let start = 0;
  [...past, ...entries].forEach((entry, position) => {
    const isPast = position < past.length;
    if (entry.type === 'time') {
      if (!isPast) now += entry.duration;
      for (const stay of stack) stay.duration += entry.duration;
    }
    if (entry.type === 'pushed') {
      if (stack.length === 0) start = now;
      const stay = { context: entry.activation.context, duration: 0, above: [] };
      last(stack)?.above.push(stay);
      stack.push(stay);
    }
    if (entry.type !== 'popped') return;
    const stay = stack.pop()!;
    if (stack.length > 0 || isPast || now === start) return;
    const duration = now - start;
    const { context } = stay;
    const heaviest = heaviestOf(stay);
    // A long task belongs to the tag at its bottom.
    const { path } = heaviest.tag === context.tag ? heaviest : context;
    const isWhole = duration === stay.duration;
    longTasks.push({ start, duration, context: context.path, heaviest: isWhole ? path : null });
  });
  const [running] = stack;
  if (isOpen && running !== undefined && now > start) {
    const context = running.context.path;
    longTasks.push({ start, duration: now - start, context, heaviest: null });
  }
  return longTasks;
}

/** What is reached by calls that each took at least half of their caller's time. */
function heaviestOf({ context, duration, above }: Stay): Context {
  const longest = Math.max(...above.map((stay) => stay.duration));
  return longest > 0 && longest * 2 >= duration
    ? heaviestOf(above.find((stay) => stay.duration === longest)!)
    : context;
}

/** The bucket with the highest lower bound that does not exceed a duration in milliseconds. */
function bucketOf(milliseconds: number): number {
  const lowerBound = (bucket: number) => 2 ** Math.floor(bucket / 64) * (1 + (bucket % 64) / 64);
  let bucket = 0;
  while (bucket < 2047 && lowerBound(bucket + 1) <= milliseconds * 1000) bucket++;
  return bucket;
}

/** Rows by name, added on first access. */
class Table<Row extends object> {
  readonly #rows = new Map<string, Row>();
  readonly #empty: () => Row;

  constructor(empty: () => Row) {
    this.#empty = empty;
  }

  row(name: string): Row {
    let row = this.#rows.get(name);
    if (row === undefined) this.#rows.set(name, (row = this.#empty()));
    return row;
  }

  /** The rows that are not all zero. */
  telling(): Record<string, Row> {
    return Object.fromEntries([...this.#rows].filter(([, row]) => saysSomething(row)));
  }
}

export function saysSomething(row: object): boolean {
  return Object.values(row).some((value) =>
    typeof value === 'object' ? Object.keys(value as object).length > 0 : value !== 0,
  );
}
