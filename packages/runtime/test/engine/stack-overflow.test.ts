import type { Probes, Profile } from '../../src/index.js';
import { loadEngine } from '../model/fresh-engine.js';

/**
 * Programs may use up the native stack, catch the error, and go on. The error then comes from whatever is
 * called last, which may be a probe, or a function that a probe calls. Here bodies of functions, as they
 * are emitted, run with less and less of the stack left.
 */

type Body = (probes: Probes, fn: number) => Generator<unknown, void, unknown>;

const FUNCTIONS = 1020;
const SITES = 60;

/** How many frames there are below the bodies, so that the stack is about to grow, as are most tables. */
const NESTED = 253;

/** Goes on with what was started by bodies, from an empty stack. */
const continuations: (() => void)[] = [];

function startChild(probes: Probes, fn: number): void {
  const child = probes.on ? probes.open(fn) : null;
  try {
    probes.suspend(child, SITES - 7, 1);
  } catch (error) {
    if (child) probes.close(child);
    throw error;
  }
  continuations.push(() => {
    probes.resumed(child, 1);
    if (child) probes.close(child);
  });
}

/* eslint-disable require-yield -- the bodies of functions are generators, whether they can be suspended or not */
/** Bodies with the probes in place. Those that await give `yield` the meaning of `await`. */
const BODIES: Record<string, [consumer: 'called' | 'awaited' | 'iterated', body: Body]> = {
  'a synchronous function': [
    'called',
    function* (probes, fn) {
      const frame = probes.on ? probes.enter(fn) : 0;
      try {
        probes.count(fn);
      } finally {
        if (frame) probes.exit(frame);
      }
    },
  ],
  'an async function': [
    'awaited',
    function* (probes, fn) {
      const activation = probes.on ? probes.open(fn) : null;
      try {
        probes.resumed(activation, yield probes.suspend(activation, SITES - 1, 1));
        probes.resumed(activation, yield probes.suspend(activation, SITES - 2, 1));
      } finally {
        if (activation) probes.close(activation);
      }
    },
  ],
  'an async function that goes on after an error': [
    'awaited',
    function* (probes, fn) {
      const activation = probes.on ? probes.open(fn) : null;
      try {
        try {
          probes.resumed(activation, yield probes.suspend(activation, SITES - 1, 1));
        } catch {
          probes.resume(activation);
        }
        probes.resumed(activation, yield probes.suspend(activation, SITES - 2, 1));
      } finally {
        if (activation) probes.close(activation);
      }
    },
  ],
  'an async function that returns a promise': [
    'awaited',
    function* (probes, fn) {
      const activation = probes.on ? probes.open(fn) : null;
      try {
        probes.returned(activation, SITES - 3, Promise.resolve());
      } finally {
        if (activation) probes.close(activation);
      }
    },
  ],
  'a generator': [
    'iterated',
    function* (probes, fn) {
      const activation = probes.on ? probes.open(fn) : null;
      try {
        probes.resumed(activation, yield probes.pause(activation, SITES - 4, 1));
        probes.resumed(activation, yield probes.pause(activation, SITES - 5, 1));
      } finally {
        if (activation) probes.close(activation);
      }
    },
  ],
  'an async generator': [
    'iterated',
    function* (probes, fn) {
      const activation = probes.on ? probes.open(fn) : null;
      try {
        probes.resumed(activation, yield probes.pauseAsync(activation, SITES - 6, 1));
      } finally {
        if (activation) probes.close(activation);
      }
    },
  ],
  'a coroutine with a child': [
    'awaited',
    function* (probes, fn) {
      const activation = probes.on ? probes.open(fn) : null;
      try {
        startChild(probes, fn - 1);
        probes.resumed(activation, yield probes.suspend(activation, SITES - 8, 1));
      } finally {
        if (activation) probes.close(activation);
      }
    },
  ],
};

/** The bodies start at every offset within a frame of the native stack, in words; some in one engine. */
const OFFSETS = [
  [0, 4, 8, 12, 16, 20],
  [1, 5, 9, 13, 17, 21],
  [2, 6, 10, 14, 18, 22],
  [3, 7, 11, 15, 19, 23],
];

/** Runs something where there is less and less of the stack, down to where it can't even be called. */
function runAtEveryDepth(run: () => void, offset: number): number {
  let failed = 0;
  let succeeded = 0;
  const descend = (): void => {
    try {
      descend();
    } catch {
      // This is as far as it goes.
    }
    if (succeeded > 20) return;
    try {
      run();
      succeeded++;
    } catch {
      failed++;
    }
  };
  Reflect.apply(descend, undefined, Array<number>(offset).fill(0));
  return failed;
}

async function overflow(consumer: string, body: Body, offsets: number[]) {
  const { probes, profiler } = await loadEngine();
  const base = probes.register(1, 'overflow.js', 100_000, SITES, '');
  let time = 0;
  profiler.start({ clock: () => ++time });
  for (let fn = 1; fn < FUNCTIONS - NESTED; fn++) {
    const activation = probes.open(base + fn);
    probes.resumed(activation, probes.suspend(activation, fn % (SITES - 8), 1));
    probes.close(activation);
  }
  let fn = base + FUNCTIONS;
  let failed = 0;
  for (const offset of offsets) {
    const bottom = probes.enter(base);
    for (let nested = 1; nested < NESTED; nested++) probes.enter(base + nested);
    const running: Generator[] = [];
    failed += runAtEveryDepth(() => {
      const coroutine = body(probes, (fn += 2));
      running.push(coroutine);
      coroutine.next();
      if (consumer === 'iterated') coroutine.next();
    }, offset);
    probes.exit(bottom);
    for (const coroutine of running) while (!coroutine.next().done);
    for (const goOn of continuations.splice(0)) goOn();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const profile = profiler.snapshot();
  const later = profiler.window();
  for (const _ of body(probes, fn)) probes.count(base);
  for (const goOn of continuations.splice(0)) goOn();
  await new Promise((resolve) => setImmediate(resolve));
  return { failed, before: totals(profile), later: totals(later.read()) };
}

const sum = (column: readonly number[] | undefined) =>
  (column ?? []).reduce((total, value) => total + value, 0);

function totals(profile: Profile) {
  const [{ contexts, elapsed }] = profile.threads;
  return {
    live: sum(contexts.live),
    calls: sum(contexts.calls),
    suspensions: sum(contexts.suspensions),
    /** Time that belongs to no context. */
    unbooked: elapsed - sum(contexts.self),
    isNegative: Object.entries(contexts).some(
      ([name, column]) =>
        name !== 'parent' && name !== 'function' && column?.some((value: number) => value < 0),
    ),
  };
}

test.each(Object.entries(BODIES))(
  'the accounts are whole after the native stack has overflowed in %s',
  async (_, [consumer, body]) => {
    const { later: calm } = await overflow(consumer, body, []);
    expect(calm).toMatchObject({ live: 0, unbooked: 0, isNegative: false });
    expect(calm.calls).toBeGreaterThan(0);
    for (const offsets of OFFSETS) {
      const { failed, before, later } = await overflow(consumer, body, offsets);
      expect(failed).toBeGreaterThan(0);
      expect({ offsets, ...before }).toMatchObject({ unbooked: 0, isNegative: false });
      // Where not even `close` could be called, nobody knows that the coroutine has ended.
      expect(before.live).toBeLessThanOrEqual(consumer === 'called' ? 0 : failed);
      // What comes afterwards is as if nothing had happened.
      const live = later.live - before.live;
      expect({ offsets, ...later, live }).toEqual({ offsets, ...calm });
    }
  },
);
