import { profiler, type Profile, type StartOptions, type Window } from '@coroscope/runtime';
import { clearInterval, setInterval } from 'node:timers';
import { seriesName, serviceOf, type Labels } from './labels.js';
import { PushError } from './push-error.js';
import { pyroscopeReceiver } from './pyroscope-receiver.js';
import type { Receiver } from './receiver.js';

/** The options of `continuous`; those of `profiler.start` hold if it is not running yet. */
export interface ContinuousOptions extends StartOptions {
  /** Milliseconds that a window takes; a minute unless given. */
  every?: number;
  /** The address of the receiver, without credentials: these are taken from the environment. */
  to: string;
  /** What the receiver is: Grafana Pyroscope, or what speaks its `/ingest`. */
  as: 'pyroscope';
  /** The name of the service; that of the program's script unless given. */
  service?: string;
  /** What is known of where this program runs, such as `{ host: hostname(), version }`. */
  labels?: Labels;
  /** Milliseconds: what took less in a window is folded. */
  minTime?: number;
  /**
   * Called when a window could not be pushed, which is then lost. Unless given, the first of several in a row is
   * written to standard error.
   */
  onFailure?: (error: Error) => void;
}

/** A profile that goes on. */
export interface Continuous {
  /**
   * Ends it: pushes the last window, and waits until it has arrived or is lost. Stops the profiler if it was not
   * running before.
   *
   * @returns The profile of the last window.
   */
  stop(): Promise<Profile>;
}

const MINUTE = 60_000;
/** What a timer can wait. */
const LONGEST = 2 ** 31 - 1;

let isRunning = false;

/**
 * Profiles this thread from now on, and pushes one window after another, without a gap. It neither keeps the program
 * alive, nor does anything that the receiver does reach the program. While a window is on its way, the next one just
 * takes longer.
 *
 * @throws {PushError} if the address or a label is none
 * @throws {RangeError} if `every` is no time
 * @throws {Error} if it is running on this thread already
 * @example
 * const profiling = continuous({ to: 'http://pyroscope:4040', as: 'pyroscope', labels: { host: hostname() } });
 * process.once('SIGTERM', () => void profiling.stop());
 */
export function continuous(options: ContinuousOptions): Continuous {
  const { every = MINUTE, to, as, service, labels = {} } = options;
  if (!(every >= 1 && every <= LONGEST)) {
    throw new RangeError(`coroscope: a window can't take ${every} ms; give a number above 0`);
  }
  if ((as as string) !== 'pyroscope') {
    const why =
      (as as string) === 'otlp'
        ? 'a window would cut calls in two, and spans are of whole ones; record a trace, and send it with: coroscope push --as otlp'
        : `nothing is known of ${as}; give as: 'pyroscope'`;
    throw new PushError(`coroscope: ${why}`);
  }
  const receiver = pyroscopeReceiver(to, process.env);
  const name = service ?? process.env.PYROSCOPE_APPLICATION_NAME ?? serviceOf(process.argv[1]);
  // What is wrong with them is to be seen now.
  seriesName(name, labels);
  if (isRunning) {
    throw new Error('coroscope: continuous() is running on this thread already; stop it first');
  }
  return new Pushing(receiver, name, every, options);
}

class Pushing implements Continuous {
  readonly #receiver: Receiver;
  readonly #service: string;
  readonly #options: ContinuousOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #hasStarted: boolean;
  #window: Window;
  #push: Promise<void> | undefined;
  #hasFailed = false;
  #end: Promise<Profile> | undefined;

  constructor(receiver: Receiver, service: string, every: number, options: ContinuousOptions) {
    isRunning = true;
    this.#receiver = receiver;
    this.#service = service;
    this.#options = options;
    this.#hasStarted = !profiler.isRunning;
    profiler.start(options);
    this.#window = profiler.window();
    this.#timer = setInterval(() => this.#next(), every).unref();
  }

  stop(): Promise<Profile> {
    return (this.#end ??= this.#stop());
  }

  async #stop(): Promise<Profile> {
    clearInterval(this.#timer);
    isRunning = false;
    if (this.#hasStarted) profiler.stop();
    const profile = this.#window.read();
    this.#window.close();
    await this.#push;
    await this.#send(profile, true);
    return profile;
  }

  #next(): void {
    if (this.#push !== undefined) return;
    const push = this.#send(this.#cut(), false);
    this.#push = push.then(() => void (this.#push = undefined));
  }

  /** The figures of a window. The next one begins at the very moment at which it ends, for time stands still. */
  #cut(): Profile {
    return profiler.withoutRecording(() => {
      const next = profiler.window();
      const profile = this.#window.read();
      this.#window.close();
      this.#window = next;
      return profile;
    });
  }

  /** Never fails. */
  async #send(profile: Profile, keepsAlive: boolean): Promise<void> {
    const { labels = {}, minTime } = this.#options;
    try {
      if (profile.functions.length === 0 && profiler.functions().length === 0) {
        throw new PushError('nothing is pushed, as no instrumented code has been loaded');
      }
      // Only now: it takes longer to load than to start with.
      const { pushPyroscope } = await import('./push-pyroscope.js');
      const how = { service: this.#service, labels, minTime, directory: process.cwd() };
      await pushPyroscope(profile, this.#receiver, how, { keepsAlive });
      this.#hasFailed = false;
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #fail(error: Error): void {
    const { onFailure } = this.#options;
    const isFirst = !this.#hasFailed;
    this.#hasFailed = true;
    try {
      if (onFailure !== undefined) onFailure(error);
      else if (isFirst) process.stderr.write(`coroscope: ${oneLine(error.message)}\n`);
    } catch {
      // It is not to reach the program.
    }
  }
}

/** What a stranger has written, without what a terminal would obey. */
function oneLine(message: string): string {
  return message.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}
