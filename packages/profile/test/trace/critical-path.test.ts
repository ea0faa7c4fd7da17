import {
  activationsOf,
  criticalPath,
  findActivations,
  pathTree,
  readTrace,
  timeline,
  type Trace,
} from '../../src/index.js';
import { VirtualEngine } from './virtual-engine.js';

/** Functions by their index in the file; each has a site of the same index. */
enum Fn {
  Main,
  Load,
  Other,
  Generator,
  Callback,
}

type Frame = ReturnType<VirtualEngine['probes']['open']>;

/** Runs programs whose functions are instrumented by hand, and traces them. */
class Program {
  readonly #base: number;

  constructor(readonly engine: VirtualEngine) {
    this.#base = engine.probes.register(1, 'test.js', 5, 5, '');
  }

  static trace(run: (program: Program) => void): Promise<Trace> {
    return Program.#trace(run, (engine) => engine.start());
  }

  static traceWithIdleTime(run: (program: Program) => void): Promise<Trace> {
    return Program.#trace(run, (engine) => engine.startWithIdleTime());
  }

  static async #trace(
    run: (program: Program) => void,
    start: (engine: VirtualEngine) => void,
  ): Promise<Trace> {
    const engine = await VirtualEngine.create();
    const program = new Program(engine);
    start(engine);
    const recording = engine.profiler.trace();
    run(program);
    await engine.runTimers();
    recording.stop();
    return readTrace(recording.read(), 'test.trace');
  }

  /** An async function that awaits something, and then computes. */
  async awaits(fn: Fn, awaited: () => unknown, burn = 0): Promise<void> {
    const { probes } = this.engine;
    const $f = this.open(fn);
    try {
      probes.resumed($f, await probes.suspend($f, fn, awaited()));
      this.engine.burn(burn);
    } finally {
      probes.close($f);
    }
  }

  sleeps(fn: Fn, milliseconds: number, burn = 0): Promise<void> {
    return this.awaits(fn, () => this.engine.sleep(milliseconds), burn);
  }

  open(fn: Fn): Frame {
    return this.engine.probes.open(this.#base + fn);
  }

  /** A synchronous function. */
  call(fn: Fn, body: () => void): void {
    const frame = this.engine.probes.enter(this.#base + fn);
    body();
    this.engine.probes.exit(frame);
  }

  /** What a timer calls. */
  callback(milliseconds: number, burn: number): void {
    void this.engine
      .sleep(milliseconds)
      .then(() => this.call(Fn.Callback, () => this.engine.burn(burn)));
  }
}

/** The pieces of the path of the first activation of a function, as text. */
function pathOf(trace: Trace, fn = Fn.Main): string[] {
  const activations = activationsOf(trace);
  const named = (activation: number) => Fn[activations.functionOf(activation)];
  const [activation] = findActivations(trace, `<function ${fn}>`);
  const { visits, pieces } = criticalPath(trace, activation);
  return pieces.map(({ kind, start, end, visit, by }) => {
    const whose = `${kind} ${named(visits[visit].activation)}`;
    return `${whose} ${start}-${end}${by < 0 ? '' : ` by ${named(by)}`}`;
  });
}

describe('the critical path', () => {
  it('leads through an await to the timer that its child waited for', async () => {
    const trace = await Program.trace((program) => {
      void program.awaits(Fn.Main, () => program.sleeps(Fn.Load, 10, 3), 2);
    });
    expect(pathOf(trace)).toEqual([
      'external Load 0-10',
      'onStack Load 10-13',
      'onStack Main 13-15',
    ]);
  });

  it('leads through Promise.all to the child that ended last', async () => {
    const trace = await Program.trace((program) => {
      const branches = () =>
        Promise.all([
          program.sleeps(Fn.Other, 10),
          program.sleeps(Fn.Load, 30),
          program.sleeps(Fn.Other, 20),
        ]);
      void program.awaits(Fn.Main, branches);
    });
    expect(pathOf(trace)).toEqual(['external Load 0-30']);
  });

  it('leads through Promise.race to the child that ended first: nothing waits for the others', async () => {
    const trace = await Program.trace((program) => {
      const branches = () =>
        Promise.race([program.sleeps(Fn.Other, 50), program.sleeps(Fn.Load, 20)]);
      void program.awaits(Fn.Main, branches, 1);
    });
    expect(pathOf(trace)).toEqual(['external Load 0-20', 'onStack Main 20-21']);
  });

  it('leads through a returned promise', async () => {
    const trace = await Program.trace((program) => {
      const { probes } = program.engine;
      const $f = program.open(Fn.Main);
      probes.returned($f, Fn.Main, program.sleeps(Fn.Load, 10));
      probes.close($f);
    });
    expect(pathOf(trace)).toEqual(['external Load 0-10']);
  });

  it('goes on from where the child began with what was waited for before', async () => {
    const trace = await Program.trace((program) => {
      // A generator of the activation that somebody else resumes in the middle of its wait.
      const { engine } = program;
      const { probes } = engine;
      let generator!: Frame;
      const start = () => {
        generator = program.open(Fn.Generator);
        probes.pause(generator, Fn.Generator, undefined);
        return engine.sleep(30);
      };
      void program.awaits(Fn.Main, start);
      void engine.sleep(10).then(() => {
        probes.resumed(generator, undefined);
        engine.burn(5);
        probes.close(generator);
      });
    });
    expect(pathOf(trace)).toEqual([
      'external Main 0-10',
      'onStack Generator 10-15',
      'external Main 15-30',
    ]);
  });

  it('shows what the thread was busy with when it could have come back', async () => {
    const trace = await Program.trace((program) => {
      program.callback(5, 25);
      void program.sleeps(Fn.Main, 10, 1);
    });
    // The timer was due at 10; that it was not before is not known.
    expect(pathOf(trace)).toEqual([
      'external Main 0-5',
      'blocked Main 5-30 by Callback',
      'onStack Main 30-31',
    ]);
  });

  it('does not call an old computation of others a reason to wait', async () => {
    const trace = await Program.trace((program) => {
      program.callback(5, 10);
      void program.sleeps(Fn.Main, 40);
    });
    expect(pathOf(trace)).toEqual(['external Main 0-40']);
  });

  it('tells what the thread did during a wait where its idle time is known', async () => {
    const trace = await Program.traceWithIdleTime((program) => {
      program.callback(5, 10);
      void program.sleeps(Fn.Main, 40);
    });
    expect(pathOf(trace)).toEqual([
      'external Main 0-5',
      'busy Main 5-15 by Callback',
      'external Main 15-40',
    ]);
  });

  it('is blocked since the thread was idle last', async () => {
    const trace = await Program.traceWithIdleTime((program) => {
      program.callback(5, 25);
      void program.sleeps(Fn.Main, 10);
    });
    expect(pathOf(trace)).toEqual(['external Main 0-5', 'blocked Main 5-30 by Callback']);
  });

  it('tells code that is not instrumented from idle time, which counts first', async () => {
    const trace = await Program.traceWithIdleTime((program) => {
      void program.engine.sleep(5).then(() => program.engine.burn(10));
      void program.sleeps(Fn.Main, 40);
    });
    // Idle until 5 and from 15 on; nothing instrumented ran in between.
    expect(pathOf(trace)).toEqual(['external Main 0-30', 'elsewhere Main 30-40']);
  });

  it('counts what comes between the end of a child and the resumption as blocked', async () => {
    const trace = await Program.trace((program) => {
      const { engine } = program;
      void program.awaits(Fn.Main, () => {
        const load = program.sleeps(Fn.Load, 10);
        // Runs after the child has ended and before what awaits it.
        void load.then(() => {
          const $f = program.open(Fn.Other);
          engine.burn(7);
          engine.probes.close($f);
        });
        return load;
      });
    });
    expect(pathOf(trace)).toEqual(['external Load 0-10', 'blocked Main 10-17 by Other']);
  });

  it('follows an async generator as far as each of its values', async () => {
    const trace = await Program.trace((program) => {
      const { probes } = program.engine;
      async function* values(): AsyncGenerator<number, void, unknown> {
        const $f = program.open(Fn.Generator);
        try {
          for (const wait of [10, 20]) {
            probes.resumed(
              $f,
              await probes.suspend($f, Fn.Generator, program.sleeps(Fn.Load, wait)),
            );
            probes.resumed($f, yield probes.pauseAsync($f, Fn.Generator, wait));
          }
        } finally {
          probes.resume($f);
          probes.close($f);
        }
      }
      const main = async () => {
        const $f = program.open(Fn.Main);
        try {
          const iterable = probes.iterate($f, Fn.Main, values()) as AsyncIterable<number>;
          for await (const _ of iterable) {
            probes.resume($f);
            program.engine.burn(1);
          }
        } finally {
          probes.resume($f);
          probes.close($f);
        }
      };
      void main();
    });
    expect(pathOf(trace)).toEqual([
      'external Load 0-10',
      'onStack Main 10-11',
      'external Load 11-31',
      'onStack Main 31-32',
    ]);
    expect(pathOf(trace, Fn.Generator)).toEqual([
      'external Load 0-10',
      'paused Generator 10-11',
      'external Load 11-31',
      'paused Generator 31-32',
    ]);
  });

  it('shows what one waits for that never ends', async () => {
    const trace = await Program.trace((program) => {
      void program.awaits(Fn.Main, () => program.awaits(Fn.Load, () => new Promise(() => {})));
      void program.sleeps(Fn.Other, 12);
    });
    expect(pathOf(trace)).toEqual(['external Load 0-12']);
    const [main] = findActivations(trace, '<function 0>');
    expect(activationsOf(trace).get(main)).toMatchObject({ isLive: true, start: 0, end: 12 });
  });

  it('is not limited by the depth of the stack', async () => {
    const DEPTH = 30_000;
    const trace = await Program.trace((program) => {
      const { probes } = program.engine;
      // The outermost ends last: each closes when the one that it has started has.
      const frames = Array.from({ length: DEPTH }, () => program.open(Fn.Main));
      for (const frame of frames.toReversed()) probes.suspend(frame, Fn.Main, undefined);
      program.engine.burn(10);
      for (const frame of frames.toReversed()) {
        probes.resumed(frame, undefined);
        probes.close(frame);
      }
    });
    const path = criticalPath(trace, 0);
    expect(path.visits).toHaveLength(DEPTH);
    expect(path.pieces).toEqual([expect.objectContaining({ kind: 'external', start: 0, end: 10 })]);
    expect(pathTree(trace, path)).toMatchObject({ time: 10, count: 1, waits: [{ time: 10 }] });
    expect(timeline(trace, 0)).toHaveLength(DEPTH);
  });

  it('says what was called while it led through the stack', async () => {
    const trace = await Program.trace((program) => {
      const { engine } = program;
      const { probes } = engine;
      const main = program.open(Fn.Main);
      engine.burn(1);
      program.call(Fn.Callback, () => {
        engine.burn(2);
        program.call(Fn.Other, () => engine.burn(4));
      });
      void program.awaits(Fn.Load, () => engine.burn(8));
      const generator = program.open(Fn.Generator);
      engine.burn(16);
      probes.pause(generator, Fn.Generator, 1);
      probes.resumed(generator, undefined);
      engine.burn(32);
      probes.close(generator);
      probes.close(main);
    });
    const { onStack, callees } = pathTree(trace, criticalPath(trace, 0));
    expect(onStack).toBe(63);
    // What a callee calls is part of its time, and what is left is the activation's own.
    expect(callees).toEqual(
      new Map([
        [Fn.Callback, 6],
        [Fn.Load, 8],
        [Fn.Generator, 48],
      ]),
    );
  });

  it('is summed up by function and site, in the order of time', async () => {
    const trace = await Program.trace((program) => {
      const { probes } = program.engine;
      const main = async () => {
        const $f = program.open(Fn.Main);
        for (const wait of [10, 20, 30]) {
          probes.resumed($f, await probes.suspend($f, Fn.Main, program.sleeps(Fn.Load, wait)));
        }
        probes.resumed($f, await probes.suspend($f, Fn.Other, program.engine.sleep(5)));
        probes.close($f);
      };
      void main();
    });
    const [main] = findActivations(trace);
    expect(pathTree(trace, criticalPath(trace, main))).toMatchObject({
      function: Fn.Main,
      time: 65,
      waits: [
        {
          site: Fn.Main,
          time: 60,
          external: 0,
          children: [{ function: Fn.Load, count: 3, time: 60, waits: [{ external: 60 }] }],
        },
        { site: Fn.Other, time: 5, external: 5, children: [] },
      ],
    });
  });
});

describe('what resumed an activation', () => {
  const resumptions = (trace: Trace, fn: Fn) => {
    const activations = activationsOf(trace);
    const [activation] = findActivations(trace, `<function ${fn}>`);
    return activations
      .get(activation)
      .intervals.flatMap(({ resumedBy }) =>
        resumedBy ? [[resumedBy.by, Fn[activations.functionOf(resumedBy.activation)] ?? null]] : [],
      );
  };

  it('is the child whose end it awaited, and for that one an event', async () => {
    const trace = await Program.trace((program) => {
      void program.awaits(Fn.Main, () => program.sleeps(Fn.Load, 10));
    });
    expect(resumptions(trace, Fn.Main)).toEqual([['child', 'Load']]);
    expect(resumptions(trace, Fn.Load)).toEqual([['event', null]]);
  });

  it('is the consumer of a generator', async () => {
    const trace = await Program.trace((program) => {
      const { probes } = program.engine;
      const main = program.open(Fn.Main);
      const generator = program.open(Fn.Generator);
      probes.pause(generator, Fn.Generator, 1);
      probes.resumed(generator, undefined);
      probes.close(generator);
      probes.close(main);
    });
    expect(resumptions(trace, Fn.Generator)).toEqual([['consumer', 'Main']]);
  });

  it('may be what ended right before, which somebody else has started', async () => {
    const trace = await Program.trace((program) => {
      const shared = program.sleeps(Fn.Load, 10);
      void program.awaits(Fn.Main, () => shared);
    });
    expect(resumptions(trace, Fn.Main)).toEqual([['neighbour', 'Load']]);
    expect(pathOf(trace)).toEqual(['external Main 0-10']);
  });
});
