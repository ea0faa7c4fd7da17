import { isDeepStrictEqual } from 'node:util';
import type { ClockOption, Probes, Profile, Profiler, Thread, Window } from '../../src/index.js';
import { loadEngine, type Engine } from './fresh-engine.js';
import { FUNCTION_COUNT, FUNCTIONS, METADATA, SITE_COUNT } from './metadata.js';
import { comparable, figuresOf } from './normal-form.js';
import {
  ModelPromise,
  ReferenceModel,
  type Activation as ModelActivation,
  type Figures,
  type ModelWindow,
} from './reference-model.js';

/** What differs from run to run before the first event. */
export interface Setup {
  clock: 'custom' | 'cpu';
  maxContexts: number;
  /** How many tags may exist; 0 for a run without a tag function. */
  maxTags: number;
  /** Whether the tables are about to be full, so that they have to grow in the middle of a run. */
  crowded: boolean;
}

type EngineActivation = ReturnType<Probes['open']>;

const total = (column: number[]) => column.reduce((a, b) => a + b, 0);

export interface Token {
  name: string;
  engine: number;
  model: number;
}

export interface Coroutine {
  name: string;
  engine: EngineActivation;
  model: ModelActivation;
}

/** What a coroutine waits for or returns. */
export interface Awaitable {
  name: string;
  value: unknown;
  /** Null for anything but a native promise. */
  model: ModelPromise | null;
  isThenable: boolean;
  settle: (fulfilled: boolean) => void;
}

export interface Held {
  name: string;
  engine: ReturnType<Probes['hold']>;
  model: ReturnType<ReferenceModel['hold']>;
}

/** A `yield*` in progress. */
export interface Delegation {
  site: number;
  iterator: Iterator<unknown>;
  /** What the inner iterator does at the next call. */
  inner: { run: () => void; done: boolean };
}

export interface Advance {
  method: 'next' | 'return';
  milliseconds: number;
  done: boolean;
}

export interface TwinWindow {
  name: string;
  engine: Pick<Window, 'read' | 'close'>;
  model: ModelWindow;
  latest: Profile | null;
}

/** Plays each event to an engine and to the model, and compares the figures of both. */
export class Twin {
  readonly windows: TwinWindow[] = [];
  /** The events so far, to be shown when the two differ. */
  readonly trace: string[] = [];
  readonly #probes: Probes;
  readonly #profiler: Profiler;
  readonly #watched: Pick<Engine, 'watched' | 'readImage'>;
  readonly #model: ReferenceModel;
  readonly #clock: ClockOption;
  readonly #setup: Setup;
  readonly #base: number;
  #time = 0;
  #idle = 0;
  #turns = 0;
  #nextTag: string | null | undefined = null;
  #names = 0;
  #sinceReset: TwinWindow;

  static async create(setup: Setup): Promise<Twin> {
    return new Twin(await loadEngine(), setup);
  }

  private constructor({ probes, profiler, ...watched }: Engine, setup: Setup) {
    this.#probes = probes;
    this.#profiler = profiler;
    this.#watched = watched;
    this.#setup = setup;
    const now = () => this.#time;
    this.#clock =
      setup.clock === 'cpu'
        ? { now, kind: 'cpu' }
        : { now, kind: 'wall', idle: () => this.#idle, turn: () => this.#turns };
    if (setup.crowded) this.#crowd();
    this.#base = probes.register(1, 'model.js', FUNCTION_COUNT, SITE_COUNT, METADATA);
    this.#model = new ReferenceModel({
      waits: setup.clock !== 'cpu',
      maxContexts: setup.maxContexts,
      maxTags: setup.maxTags,
    });
    this.#sinceReset = this.#snapshotWindow();
  }

  /** Fills the tables up to a few rows below the sizes at which they grow first. */
  #crowd(): void {
    const [functions, coroutines, sites, waits] = [1015, 60, 250, 62];
    const probes = this.#probes;
    const base = probes.register(1, 'crowd.js', functions, sites, '');
    this.#profiler.start({ clock: this.#clock });
    for (let fn = coroutines; fn < functions; fn++) probes.count(base + fn);
    for (let fn = 0; fn < coroutines; fn++) {
      const activation = probes.open(base + fn);
      for (let site = 0; fn === 0 && site < waits; site++) {
        probes.suspend(activation, site, undefined);
        probes.resume(activation);
      }
      probes.close(activation);
    }
    this.#profiler.stop();
    this.#profiler.reset();
  }

  get running(): boolean {
    return this.#profiler.isRunning;
  }

  // Time, turns and promises.

  burn(milliseconds: number): void {
    this.trace.push(`burn(${milliseconds})`);
    this.#time += milliseconds;
    this.#model.burn(milliseconds);
  }

  /** The event loop sleeps, which it can't with something on the stack. */
  sleep(milliseconds: number): void {
    if (this.#model.depth > 0) return this.burn(milliseconds);
    this.trace.push(`sleep(${milliseconds})`);
    this.#time += milliseconds;
    this.#idle += milliseconds;
    this.#model.burn(milliseconds, true);
  }

  /** The event loop begins its next turn, which it can't with something on the stack. */
  loopTurn(): void {
    if (this.#model.depth > 0) return;
    this.trace.push('loopTurn()');
    this.#turns++;
    this.#model.loopTurn();
  }

  async turn(): Promise<void> {
    this.trace.push('turn()');
    for (let tick = 0; tick < 3; tick++) await null;
    this.#model.turn();
  }

  promise(): Awaitable {
    let resolve!: () => void;
    let reject!: (reason: Error) => void;
    const value = new Promise<void>((onFulfilled, onRejected) => {
      resolve = onFulfilled;
      reject = onRejected;
    });
    value.catch(() => {});
    const model = new ModelPromise();
    const name = this.#name('promise');
    const settle = (fulfilled: boolean) => {
      this.trace.push(`${fulfilled ? 'resolve' : 'reject'}(${name})`);
      if (fulfilled) resolve();
      else reject(new Error('on purpose'));
      this.#model.settle(model, fulfilled);
    };
    return { name, value, model, isThenable: true, settle };
  }

  /** A value that the engine must not wait for: doing so would run code of the program. */
  noPromise(choice: number): Awaitable {
    class Subclass<T> extends Promise<T> {}
    const values: Array<[string, unknown]> = [
      ['42', 42],
      ['undefined', undefined],
      ['a thenable', { then: () => this.trace.push('the engine called then()') }],
      ['a promise of a subclass', Subclass.resolve()],
    ];
    const [name, value] = values[choice % values.length];
    return { name, value, model: null, isThenable: choice % values.length > 1, settle: () => {} };
  }

  /** What the tag function returns from now on; it fails for undefined. */
  setTag(tag: string | null | undefined): void {
    this.trace.push(`tag = ${tag}`);
    this.#nextTag = tag;
  }

  readonly #tag = () => {
    if (this.#nextTag === undefined) throw new Error('on purpose');
    return this.#nextTag;
  };

  // Events of the program.

  enter(fn: number): Token {
    return this.#enter('enter', fn);
  }

  enterModule(fn: number): Token {
    return this.#enter('enterModule', fn);
  }

  #enter(probe: 'enter' | 'enterModule', fn: number): Token {
    const name = this.#name('token');
    this.trace.push(`${name} = ${probe}(f${fn})`);
    return { name, engine: this.#probes[probe](this.#base + fn), model: this.#model[probe](fn) };
  }

  exit(token: Token): void {
    this.trace.push(`exit(${token.name})`);
    this.#probes.exit(token.engine);
    this.#model.exit(token.model);
  }

  count(fn: number): void {
    this.trace.push(`count(f${fn})`);
    this.#probes.count(this.#base + fn);
    this.#model.count(fn);
  }

  open(fn: number): Coroutine {
    return this.#open('open', fn);
  }

  openModule(fn: number): Coroutine {
    return this.#open('openModule', fn);
  }

  #open(probe: 'open' | 'openModule', fn: number): Coroutine {
    const name = this.#name('activation');
    this.trace.push(`${name} = ${probe}(f${fn})`);
    return { name, engine: this.#probes[probe](this.#base + fn), model: this.#model[probe](fn) };
  }

  close({ name, engine, model }: Coroutine): void {
    this.trace.push(`close(${name})`);
    this.#probes.close(engine);
    this.#model.close(model);
  }

  suspend({ name, engine, model }: Coroutine, site: number): void {
    this.trace.push(`suspend(${name}, s${site})`);
    const value = {};
    this.#passes(value, this.#probes.suspend(engine, site, value));
    this.#model.suspend(model, site);
  }

  pause({ name, engine, model }: Coroutine, site: number): void {
    this.trace.push(`pause(${name}, s${site})`);
    const value = {};
    this.#passes(value, this.#probes.pause(engine, site, value));
    this.#model.pause(model, site);
  }

  pauseAsync({ name, engine, model }: Coroutine, site: number, awaitable: Awaitable): void {
    this.trace.push(`pauseAsync(${name}, s${site}, ${awaitable.name})`);
    const { value } = awaitable;
    this.#passes(value, this.#probes.pauseAsync(engine, site, value));
    this.#model.pauseAsync(model, site, awaitable.model, awaitable.isThenable);
  }

  delegate({ name, engine }: Coroutine, site: number): Delegation {
    this.trace.push(`delegate(${name}, s${site})`);
    const inner: Delegation['inner'] = { run: () => {}, done: false };
    const answer = () => {
      inner.run();
      return { value: undefined, done: inner.done };
    };
    const iterable = { [Symbol.iterator]: () => ({ next: answer, return: answer }) };
    const transparent = this.#probes.delegate(engine, site, iterable) as Iterable<unknown>;
    return { site, iterator: transparent[Symbol.iterator](), inner };
  }

  /** Calls a delegated iterator, which takes a while and may then be done. */
  advance(
    { name, model }: Coroutine,
    { iterator, inner, site }: Delegation,
    { method, milliseconds, done }: Advance,
  ): void {
    this.trace.push(`${name}'s inner iterator: ${method}(), done: ${done}`);
    inner.run = () => {
      this.#model.resume(model);
      this.burn(milliseconds);
    };
    inner.done = done;
    iterator[method]!();
    if (done) this.#model.endDelegation(model);
    else this.#model.pause(model, site);
  }

  resumed({ name, engine, model }: Coroutine): void {
    this.trace.push(`resumed(${name})`);
    const value = {};
    this.#passes(value, this.#probes.resumed(engine, value));
    this.#model.resume(model);
  }

  resume({ name, engine, model }: Coroutine): void {
    this.trace.push(`resume(${name})`);
    this.#probes.resume(engine);
    this.#model.resume(model);
  }

  returned({ name, engine, model }: Coroutine, site: number, awaitable: Awaitable): void {
    this.trace.push(`returned(${name}, s${site}, ${awaitable.name})`);
    const { value } = awaitable;
    this.#passes(value, this.#probes.returned(engine, site, value));
    this.#model.returned(model, site, awaitable.model);
  }

  hold({ name, engine, model }: Coroutine): Held {
    const held = this.#name('held');
    this.trace.push(`${held} = hold(${name})`);
    return { name: held, engine: this.#probes.hold(engine), model: this.#model.hold(model) };
  }

  release({ name, engine, model }: Coroutine, held: Held): void {
    this.trace.push(`release(${name}, ${held.name})`);
    this.#probes.release(engine, held.engine);
    this.#model.release(model, held.model);
  }

  #passes(given: unknown, received: unknown): void {
    if (given !== received) throw this.#failure('a probe changed the value that it was given');
  }

  // Events of the profiler's user.

  start(): void {
    this.trace.push('start()');
    const { maxContexts, maxTags } = this.#setup;
    if (!this.running && maxTags > 0) this.#model.tagFunction = this.#tag;
    this.#profiler.start({
      clock: this.#clock,
      ...(maxContexts === Infinity ? {} : { maxContexts }),
      ...(maxTags === 0 ? {} : { tag: this.#tag, maxTags }),
    });
    this.#model.start();
  }

  stop(): void {
    this.trace.push('stop()');
    this.#profiler.stop();
    this.#model.running = false;
  }

  reset(): void {
    this.trace.push('reset()');
    this.#profiler.reset();
    this.#sinceReset = this.#snapshotWindow();
  }

  openWindow(): void {
    const name = this.#name('window');
    this.trace.push(`${name} = open`);
    this.windows.push({
      name,
      engine: this.#profiler.window(),
      model: this.#model.openWindow(),
      latest: null,
    });
  }

  closeWindow({ name, engine, model }: TwinWindow): void {
    this.trace.push(`${name}.close()`);
    engine.close();
    this.#model.closeWindow(model);
  }

  #snapshotWindow(): TwinWindow {
    const engine = { read: () => this.#profiler.snapshot(), close: () => {} };
    return { name: 'snapshot', engine, model: this.#model.openWindow(), latest: null };
  }

  /** @throws {Error} with the events so far, if the figures of engine and model differ */
  compareAll(): void {
    for (const window of [this.#sinceReset, ...this.windows]) this.compare(window);
  }

  compare(window: TwinWindow): void {
    const profile = window.engine.read();
    this.#holdTogether(window, profile);
    const [got, expected] = comparable(figuresOf(profile), this.#model.read(window.model));
    for (const table of Object.keys(expected) as Array<keyof Figures>) {
      if (isDeepStrictEqual(got[table], expected[table])) continue;
      throw this.#failure(
        `${window.name}: ${table} differ\nexpected ${JSON.stringify(expected[table])}\ngot      ${JSON.stringify(got[table])}`,
      );
    }
  }

  /** @throws {Error} if another engine reads other figures in the memory of this one */
  compareWatched(): void {
    // What has passed since the latest event is not in the memory.
    this.start();
    this.#probes.exit(this.#probes.enter(this.#base));
    const own = withoutBlame(this.#profiler.snapshot());
    const { watched, readImage } = this.#watched;
    for (const [what, read] of [
      ['the memory', watched.read()!.profile],
      ['its image', readImage()!],
    ] as const) {
      if (isDeepStrictEqual(withoutBlame(read), own)) continue;
      throw this.#failure(
        `${what} differs\nexpected ${JSON.stringify(own)}\ngot      ${JSON.stringify(read)}`,
      );
    }
  }

  compareSnapshot(): void {
    this.compare(this.#sinceReset);
  }

  /** Invariants of the figures of any program, independent of the model. */
  #holdTogether(window: TwinWindow, profile: Profile): void {
    const mustHold = (condition: boolean, rule: string) => {
      if (!condition)
        throw this.#failure(`${window.name}: ${rule}\ngot ${JSON.stringify(profile.threads)}`);
    };
    for (const thread of profile.threads) this.#holdThreadTogether(thread, profile, mustHold);
    const self = profile.threads.flatMap(({ contexts }) => contexts.self);
    mustHold(total(self) === profile.elapsed, 'every moment belongs to one context');
    this.#holdThreadTimeTogether(profile, mustHold);
    // Past the limit, each function may still have a context below each root.
    const most =
      Math.max(this.#setup.maxContexts, 1) + (FUNCTION_COUNT + 1) * profile.threads.length;
    mustHold(self.length <= most, 'the number of contexts is bounded');
    if (window.latest !== null) {
      const [before, after] = [figuresOf(window.latest), figuresOf(profile)];
      for (const [path, row] of Object.entries(before.contexts)) {
        const { live: _, carriedIn: __, ...growing } = row;
        for (const figure of Object.keys(growing) as Array<keyof typeof growing>) {
          const grown = after.contexts[path]?.[figure] ?? 0;
          mustHold(grown >= row[figure], `${figure} of ${path} only grows`);
        }
      }
      for (const [name, row] of Object.entries(before.sites)) {
        for (const figure of ['suspended', 'resumed', 'waiting', 'longest'] as const) {
          const grown = after.sites[name]?.[figure] ?? 0;
          mustHold(grown >= row[figure], `${figure} of ${name} only grows`);
        }
      }
    }
    window.latest = profile;
  }

  #holdThreadTimeTogether(
    { threads, elapsed }: Profile,
    mustHold: (condition: boolean, rule: string) => void,
  ): void {
    const [{ idle, elsewhere, blame }] = threads;
    const isKnown = this.#setup.clock !== 'cpu';
    mustHold((idle !== undefined) === isKnown, 'idle time is known where the clock tells it');
    if (idle === undefined || elsewhere === undefined || blame === undefined) return;
    const sum = (columnOf: (thread: Thread) => number[]) => total(threads.flatMap(columnOf));
    const onStack = sum(({ contexts }) => contexts.self.slice(1));
    mustHold(idle + elsewhere + onStack === elapsed, 'a thread is in one of three states');
    mustHold(Math.min(idle, elsewhere) >= 0, 'no figure is negative');
    mustHold(
      sum(({ contexts }) => contexts.contended!) ===
        sum(({ contexts }) => contexts.blame!) + blame.shortTasks + blame.elsewhere,
      'whatever is contended is somebody to blame for',
    );
  }

  #holdThreadTogether(
    { contexts, sites, functions, stretches }: Thread,
    profile: Profile,
    mustHold: (condition: boolean, rule: string) => void,
  ): void {
    const { life: _, ...ofFunctions } = functions;
    const columns = [...Object.values(contexts).slice(2), ...Object.values(ofFunctions)];
    for (const column of [...columns, sites.suspended, sites.resumed, sites.live, sites.waiting]) {
      mustHold(Math.min(0, ...column) === 0, 'no figure is negative');
    }
    contexts.parent.forEach((parent, row) => {
      mustHold(parent < row, 'parents precede their children');
      mustHold(
        contexts.carriedIn[row] + contexts.calls[row] >= contexts.live[row] || row === 0,
        'no more are alive than have entered',
      );
      mustHold(contexts.external[row] <= contexts.awaiting[row], 'external is part of awaiting');
      mustHold(
        (contexts.outside?.[row] ?? 0) <= contexts.external[row],
        'outside is part of external',
      );
      mustHold(contexts.self[row] <= contexts.onStack[row] || row === 0, 'self is part of onStack');
    });
    if (this.#setup.maxContexts === Infinity) {
      for (const row of contexts.parent.keys()) {
        if (row === 0) continue;
        const above = contexts.parent.flatMap((parent, child) => {
          const name = profile.functions[contexts.function[child]]?.name;
          const isSync = name !== undefined && Number(name.slice(1)) < FUNCTIONS.async[0];
          return parent === row && isSync ? [contexts.onStack[child]] : [];
        });
        mustHold(
          total(above) <= contexts.onStack[row],
          'callees are on the stack within their callers',
        );
      }
    }
    stretches.forEach(({ duration }, i) => {
      mustHold(i === 0 || stretches[i - 1].duration >= duration, 'the longest task comes first');
    });
  }

  #failure(message: string): Error {
    return new Error(`${message}\nafter ${this.trace.join('; ')}`);
  }

  #name(kind: string): string {
    return `${kind}${++this.#names}`;
  }
}

/** What is not settled yet is not in the memory, either. */
function withoutBlame(profile: Profile): Profile {
  for (const { stretches } of profile.threads) for (const task of stretches) delete task.blame;
  return profile;
}
