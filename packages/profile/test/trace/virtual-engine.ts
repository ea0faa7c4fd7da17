import { readTrace, traceFigures, type Profile, type Trace } from '../../src/index.js';
import type { Probes, Profiler, StartOptions } from '../../../runtime/src/index.js';
import { loadEngine } from '../../../runtime/test/model/fresh-engine.js';

/** An engine of its own whose clock a test moves, with timers that only pass when it says so. */
export class VirtualEngine {
  readonly probes: Probes;
  readonly profiler: Profiler;
  time = 0;
  #idle = 0;
  #turns = 0;
  #timers: Array<{ at: number; fire: () => void }> = [];

  static async create(): Promise<VirtualEngine> {
    const { probes, profiler } = await loadEngine();
    return new VirtualEngine(probes, profiler);
  }

  private constructor(probes: Probes, profiler: Profiler) {
    this.probes = probes;
    this.profiler = profiler;
  }

  start(options: Pick<StartOptions, 'tag'> = {}): void {
    this.profiler.start({ clock: () => this.time, ...options });
  }

  /** Starts with a clock that tells idle time. */
  startWithIdleTime(options: Pick<StartOptions, 'tag'> = {}): void {
    const clock = { kind: 'wall', now: () => this.time } as const;
    const loop = { idle: () => this.#idle, turn: () => this.#turns };
    this.profiler.start({ clock: { ...clock, ...loop }, ...options });
  }

  /** Computes. */
  burn(milliseconds: number): void {
    this.time += milliseconds;
  }

  /** A timer's promise. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((fire) => this.#timers.push({ at: this.time + milliseconds, fire }));
  }

  /** Lets all microtasks run. */
  turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets time pass from timer to timer until none is left. */
  async runTimers(): Promise<void> {
    for (await this.turn(); this.#timers.length > 0; await this.turn()) {
      const at = Math.min(...this.#timers.map((timer) => timer.at));
      const index = this.#timers.findIndex((timer) => timer.at === at);
      const [{ fire }] = this.#timers.splice(index, 1);
      this.#idle += Math.max(0, at - this.time);
      this.#turns++;
      this.time = Math.max(this.time, at);
      fire();
    }
  }
}

type Figures = Record<string, Record<string, number>>;

/** The figures that a trace and a profile have in common, by path, of a tag or none; rows of zeros are left out. */
export function figuresOfTrace(bytes: Uint8Array<ArrayBuffer>, tag = ''): Figures {
  const trace = readTrace(bytes, 'test.trace');
  const { parent, function: functions, tag: tags } = trace.contexts;
  const isOfTag = (row: number) => trace.tags[tags[row]] === tag || (tag === '' && tags[row] === 0);
  return byPath(Array.from(parent), Array.from(functions), trace, traceFigures(trace), isOfTag);
}

export function figuresOfProfile(profile: Profile, tag?: string): Figures {
  const thread = profile.threads.find((each) => each.tag === tag);
  if (thread === undefined) return {};
  const { contexts } = thread;
  return byPath(contexts.parent, contexts.function, profile, contexts);
}

const COLUMNS = ['calls', 'suspensions', 'onStack', 'awaiting', 'paused'] as const;

function byPath(
  parent: readonly number[],
  functions: readonly number[],
  { functions: descriptions }: Pick<Trace | Profile, 'functions'>,
  columns: Record<(typeof COLUMNS)[number], ArrayLike<number>>,
  isTaken: (row: number) => boolean = () => true,
): Figures {
  const paths = [''];
  const figures: Figures = {};
  for (let row = 1; row < parent.length; row++) {
    // The root of a tag has no function.
    paths.push(
      functions[row] < 0 ? '' : `${paths[parent[row]]}/${descriptions[functions[row]].name}`,
    );
    if (!isTaken(row)) continue;
    const entries = COLUMNS.map((name) => [name, columns[name][row]] as const);
    if (entries.some(([, value]) => value !== 0)) figures[paths[row]] = Object.fromEntries(entries);
  }
  return figures;
}
