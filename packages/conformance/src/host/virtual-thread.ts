import * as runtime from '@coroscope/runtime';
import { Loader } from './loader.js';
import type { RunRequest, RunResult } from './request.js';
import { VirtualWorld } from './virtual-world.js';

const { profiler } = runtime;

/** The thread that this code runs on, as a program sees it: a fresh engine and a world of its own. */
export class VirtualThread {
  readonly world = new VirtualWorld();
  readonly readings: RunResult['readings'] = {};
  readonly log: string[] = [];
  readonly #request: RunRequest;

  /** @param globals What the program has beside the names that all threads have. */
  constructor(request: RunRequest, globals: object) {
    const { world } = this;
    this.#request = request;
    Object.assign(globalThis, {
      advance: world.advance,
      block: world.block,
      sleep: world.sleep,
      rejectAfter: world.rejectAfter,
      timer: world.timer,
      log: (...values: unknown[]) => void this.log.push(values.map(String).join(' ')),
      mark: (name: string) => this.read(name),
      profiler: {
        start: this.#start,
        stop: () => profiler.stop(),
        reset: () => profiler.reset(),
        window: () => {
          const window = profiler.window();
          return { mark: (name: string) => void (this.readings[name] = window.read()) };
        },
      },
      ...globals,
    });
  }

  /** Loads a file, and gives a function that begins to run it. */
  async prepare(file: string): Promise<() => void> {
    const { files, stopped } = this.#request;
    const run = await new Loader(files, { ...runtime }).prepare(file);
    return () => {
      if (!stopped) this.#start();
      // Not awaited: a module may hang for ever.
      Promise.resolve(run()).catch((error: unknown) => {
        console.error(error);
        process.exitCode = 1;
      });
    };
  }

  read(name: string): void {
    this.readings[name] = profiler.snapshot();
  }

  readonly #start = (options?: Pick<runtime.StartOptions, 'tag'>): void => {
    const { world } = this;
    profiler.start({
      ...options,
      clock:
        this.#request.clock === 'cpu'
          ? { kind: 'cpu', now: () => world.cpu }
          : {
              kind: 'wall',
              now: () => world.wall,
              idle: () => world.idle,
              turn: () => world.turns,
              cpu: () => world.cpu,
            },
    });
  };
}
