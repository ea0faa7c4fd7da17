import { type Clock, type ClockOption, selectClock } from '../clock/clock.js';
import { clock, startTime, stopTime } from '../clock/engine-time.js';
import { stackDepth } from '../clock/registers.js';
import { useHolders } from '../engine/holders.js';
import { measureProbes } from '../engine/probe-costs.js';
import { probes } from '../engine/probes.js';
import { functionIdOf, setSourceCompiler, type SourceCompiler } from '../engine/source-text.js';
import { unwatchLoop, watchLoop } from '../engine/tasks.js';
import { withoutRecording } from '../engine/without-recording.js';
import type { ProbeCosts, Profile } from '../format/document.js';
import { thread } from '../platform/thread.js';
import { describeFunction, type KnownFunction, knownFunctions } from '../snapshot/names.js';
import { Window } from '../snapshot/window.js';
import { DEFAULT_MAX_CONTEXTS, limitContexts } from '../tables/contexts.js';
import { limitHotFunctions } from '../tables/hot-functions.js';
import { DEFAULT_MAX_TAGS, setTagFunction, type TagFunction } from '../tables/tags.js';
import { startTrace, type TraceOptions, type TraceRecording } from '../trace/recording.js';
import { countHotFunctions } from '../trace/traced-probes.js';
import { checkInstrumented } from './check-instrumented.js';
import { describeClock } from './describe-clock.js';
import { engineMemory, type EngineMemory } from './memory.js';

export interface StartOptions {
  /** `'wall'` by default. */
  clock?: ClockOption;
  /** How many contexts may exist, a million by default. From half of them on, recursion is folded. */
  maxContexts?: number;
  /**
   * Returns the tag of what begins now: called when a root (the first instrumented function on an empty
   * stack) or a coroutine is entered. Everything below inherits the tag, and every table of a profile can
   * be split by it. If the function throws, or returns anything else, it is no longer called, and the
   * profile's notes say so.
   * @example start({ tag: () => requests.getStore()?.id })
   */
  tag?: TagFunction;
  /**
   * What becomes of synchronous functions whose calls prove too short to be timed (less than 0.7 µs in the mean,
   * over a thousand calls): timed like others, by default, or counted, which costs a fraction and adds less to
   * the time of their callers. A counted function that becomes slow is timed again.
   */
  hot?: 'time' | 'count';
  /**
   * Whether activations that nothing can continue any more, since the collector has taken them, are distinguished from those that
   * something still holds; not by default. Each async call then costs more, and takes some 100 bytes more while it
   * lives. What was collected is seen when figures are read: collect garbage before, where the platform lets you.
   * Once on, it stays on.
   */
  held?: boolean;
  /** How many tags may exist before further ones count as `(other)`; 10,000 by default. */
  maxTags?: number;
  /**
   * Compiles the text of a function or class in TypeScript or JSX, for files that were instrumented with
   * the option `sourceText`. Without it, or where it returns undefined, the text of such a function is the
   * instrumented one.
   */
  compileSource?: SourceCompiler;
}

export interface RunResult<Result> {
  result: Result;
  profile: Profile;
}

/** Milliseconds: ten times what the probes of a call take, which read the clock twice. */
const HOT_LIMIT = 7e-4;
/** The same with the CPU clock, which the system has to be asked for. */
const HOT_LIMIT_CPU = 7e-3;

/** Starts and stops the recording, and reads its figures. There is one profiler per thread. */
export class Profiler {
  #sinceReset = new Window(true);
  #hasStarted = false;

  get isRunning(): boolean {
    return probes.on;
  }

  /**
   * Starts recording. Activations already in progress stay invisible, except those whose beginning was
   * recorded earlier. Does nothing if the profiler is running already.
   * @throws {Error} if there are figures of another kind of clock
   */
  start(options: StartOptions = {}): void {
    if (probes.on) return;
    const next = selectClock(options.clock ?? 'wall', probes);
    if (this.#hasStarted && next.description.kind !== clock.description.kind) {
      throw new Error(
        `coroscope: there are figures of the ${clock.description.kind} clock; call profiler.reset() before starting with the ${next.description.kind} clock`,
      );
    }
    if (next.read !== clock.read) thread.probeCosts = undefined;
    setTagFunction(options.tag ?? null, options.maxTags ?? DEFAULT_MAX_TAGS, probes);
    limitContexts(options.maxContexts ?? DEFAULT_MAX_CONTEXTS);
    this.#countHotFunctions(options.hot === 'count', next);
    if (options.held) useHolders();
    if (options.compileSource !== undefined) setSourceCompiler(options.compileSource);
    this.#hasStarted = true;
    describeClock(next);
    startTime(next);
    watchLoop();
    probes.on = true;
  }

  #countHotFunctions(isOn: boolean, { description }: Clock): void {
    limitHotFunctions(isOn ? (description.kind === 'cpu' ? HOT_LIMIT_CPU : HOT_LIMIT) : 0);
    countHotFunctions(isOn);
  }

  /**
   * Stops recording: no further activations are recorded and engine time stands still. Activations that
   * are alive are followed to their exit.
   */
  stop(): void {
    if (!probes.on) return;
    probes.on = false;
    unwatchLoop(stackDepth[0] === 0);
    stopTime();
  }

  /**
   * Runs work that belongs to no window, such as that of a tool which reads the figures: meanwhile
   * nothing is recorded, and engine time stands still.
   */
  withoutRecording<Result>(work: () => Result): Result {
    return withoutRecording(work);
  }

  /** Discards the figures so far. Activations that are alive continue, as carried in. */
  reset(): void {
    this.#sinceReset.close();
    this.#sinceReset = new Window(true);
    this.#hasStarted = probes.on;
  }

  /** The figures since the last reset. */
  snapshot(): Profile {
    return this.#sinceReset.read();
  }

  /**
   * Measures what the probes cost with the clock in use, and adds that to later profiles. Takes tens of
   * milliseconds, which count for no figure. Measure after the program has run for a while: V8 optimizes
   * the probes the more they are used.
   *
   * @param batches of 64 events of each kind; fewer take less time, and suit a program that made few
   */
  measureProbes(batches?: number): ProbeCosts {
    return (thread.probeCosts = measureProbes(batches));
  }

  /** The memory that the engine itself holds at this moment. */
  get memory(): EngineMemory {
    return engineMemory();
  }

  /** Opens an independent window. */
  window(): Window {
    return new Window();
  }

  /**
   * Records every event from now on: keeps the latest ones, or passes all of them to a sink. Does not
   * start the profiler. docs/trace.md says what traces are for.
   * @throws {Error} if a trace is being recorded already
   */
  trace(options: TraceOptions = {}): TraceRecording {
    return startTrace(options);
  }

  /** All functions of the instrumented files that have run so far. */
  functions(): KnownFunction[] {
    return knownFunctions();
  }

  /**
   * The description of an instrumented function. Undefined for any other function, including a bound
   * one, for a class without a constructor of its own, and if the file was not instrumented with the
   * option `sourceText`.
   */
  describe(fn: (...args: never[]) => unknown): KnownFunction | undefined {
    const id = functionIdOf(fn);
    return id === 0 ? undefined : describeFunction(id);
  }

  /**
   * Profiles one call: starts, awaits the result, and stops. If the profiler is running already, it keeps
   * running, and the profile covers the duration of the call.
   */
  async run<Result>(
    fn: () => Result | PromiseLike<Result>,
    options: StartOptions = {},
  ): Promise<RunResult<Result>> {
    const wasRunning = probes.on;
    this.start(options);
    const window = this.window();
    try {
      const result = await fn();
      if (!wasRunning) this.stop();
      const profile = window.read();
      checkInstrumented(profile);
      return { result, profile };
    } finally {
      window.close();
      if (!wasRunning) this.stop();
    }
  }
}
