import { selectClock, type ClockOption } from './clock.js';
import { DEFAULT_MAX_CONTEXTS, forgetEdgesOfRoot, limitContexts } from './contexts.js';
import type { ProbeCosts, Profile } from './document.js';
import { clock, startTime, stopTime } from './engine-time.js';
import { engineMemory, type EngineMemory } from './memory.js';
import { describeFunction, knownFunctions, type KnownFunction } from './names.js';
import { measureProbes } from './probe-costs.js';
import { probes } from './probes.js';
import { functionIdOf } from './source-text.js';
import { startTrace, type TraceOptions, type TraceRecording } from './tracing.js';
import { DEFAULT_MAX_TAGS, tagBy, type TagFunction } from './tags.js';
import { thread } from './thread.js';
import { Window } from './window.js';

export interface StartOptions {
  /** `'wall'` by default. */
  clock?: ClockOption;
  /** How many contexts may exist before further ones are folded; a million by default. */
  maxContexts?: number;
  /**
   * Gives a tag to what begins now: called when a root (the first instrumented function on an empty
   * stack) or a coroutine is entered. Everything below inherits it; every table of a profile can be
   * cut by it. If it throws, or returns anything else, the profile's notes say so, and it is asked no
   * more.
   * @example start({ tag: () => requests.getStore()?.id })
   */
  tag?: TagFunction;
  /** How many tags may exist before further ones count as `(other)`; 10,000 by default. */
  maxTags?: number;
}

export interface RunResult<Result> {
  result: Result;
  profile: Profile;
}

/** Switches the recording on and off and reads the books. There is one in a thread. */
export class Profiler {
  #sinceReset = new Window();
  #hasStarted = false;

  get isRunning(): boolean {
    return probes.on;
  }

  /**
   * Records from now on. Activations that are already under way stay invisible, except those that
   * an earlier recording has seen begin. Without effect if it is running already.
   * @throws {Error} if the books hold figures of a clock of another kind
   */
  start(options: StartOptions = {}): void {
    if (probes.on) return;
    const next = selectClock(options.clock ?? 'wall', probes);
    if (this.#hasStarted && next.description.kind !== clock.description.kind) {
      throw new Error(
        `coroscope: the books hold figures of the ${clock.description.kind} clock; call profiler.reset() before starting with the ${next.description.kind} clock`,
      );
    }
    if (next.read !== clock.read) thread.probeCosts = undefined;
    forgetEdgesOfRoot();
    tagBy(options.tag ?? null, options.maxTags ?? DEFAULT_MAX_TAGS, probes);
    limitContexts(options.maxContexts ?? DEFAULT_MAX_CONTEXTS);
    this.#hasStarted = true;
    startTime(next);
    probes.on = true;
  }

  /**
   * Records no further activations, and lets no more time pass in the books; those that are alive
   * are followed to their exit.
   */
  stop(): void {
    if (!probes.on) return;
    probes.on = false;
    stopTime();
  }

  /**
   * Does work that belongs to no window, as that of a tool which reads the figures: meanwhile nothing
   * is recorded, and no time passes in the books.
   */
  apart<Result>(work: () => Result): Result {
    if (!probes.on) return work();
    this.stop();
    try {
      return work();
    } finally {
      startTime(clock);
      probes.on = true;
    }
  }

  /** Forgets the figures so far. Activations that are alive go on, as carried in. */
  reset(): void {
    this.#sinceReset.close();
    this.#sinceReset = new Window();
    this.#hasStarted = probes.on;
  }

  /** The figures since the last reset. */
  snapshot(): Profile {
    return this.#sinceReset.read();
  }

  /**
   * Measures what the probes cost, with the clock in use; profiles say so from then on. Takes tens
   * of milliseconds, which pass for nobody. The costs are those of this moment: measure when the program has
   * run, since the engine compiles the probes better the more they are used.
   */
  measureProbes(): ProbeCosts {
    return (thread.probeCosts = measureProbes());
  }

  /** What the engine itself holds at this moment. */
  get memory(): EngineMemory {
    return engineMemory();
  }

  /** Opens an independent window. */
  window(): Window {
    return new Window();
  }

  /**
   * Records every event from now on: the latest ones, or all of them to a sink. It does not start the
   * profiler. docs/trace.md tells what a trace is good for.
   * @throws {Error} if a trace is being recorded already
   */
  trace(options: TraceOptions = {}): TraceRecording {
    return startTrace(options);
  }

  /** All functions of the files that have registered: of those that have run, instrumented. */
  functions(): KnownFunction[] {
    return knownFunctions();
  }

  /**
   * What is known of an instrumented function, given itself. Undefined for any other function, a
   * bound one too, for a class without a constructor of its own, and where the file was not
   * instrumented with the option `sourceText`.
   */
  describe(fn: (...args: never[]) => unknown): KnownFunction | undefined {
    const id = functionIdOf(fn);
    return id === 0 ? undefined : describeFunction(id);
  }

  /**
   * Profiles one call: starts, awaits it, stops. If the profiler is running already it goes on
   * running, and the profile is that of the call's duration.
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
      return { result, profile: window.read() };
    } finally {
      window.close();
      if (!wasRunning) this.stop();
    }
  }
}
