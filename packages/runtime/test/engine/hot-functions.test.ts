import fc from 'fast-check';
import { probes, profiler, type Profile } from '../../src/index.js';
import { figure, paths, registerFile, world } from '../support/virtual-world.js';

/** Functions of each test's file. */
const CALLER = '<function 0>';
const HOT = '<function 1>';
const CHILD = '<function 2>';

const CALLS = 5000;

let base: number;
let files = 0;

function start(hot: 'time' | 'count' = 'count'): void {
  profiler.stop();
  profiler.reset();
  profiler.start({ clock: world.now, hot });
}

beforeEach(() => {
  start();
  base = registerFile(`hot-${files++}.js`, 4, 0);
});
afterEach(() => start('time'));

function call(fn: number, body: () => void = () => {}): void {
  const token = probes.enter(base + fn);
  try {
    body();
  } finally {
    probes.exit(token);
  }
}

/** Calls from one caller: the function that becomes hot, which calls a child each time. */
function callOften(times = CALLS, body = () => call(2)): void {
  call(0, () => {
    for (let i = 0; i < times; i++) call(1, body);
  });
}

/** `elapsed` is what was on the stack and what was not. */
function expectSum(profile: Profile): void {
  const [{ contexts }] = profile.threads;
  const sum = contexts.self.reduce((total, self) => total + self, 0);
  expect(sum).toBeCloseTo(profile.elapsed, 9);
}

test('calls, callers and callees stay exact, whatever is counted', () => {
  callOften();
  const counted = profiler.snapshot();
  start('time');
  callOften();
  const timed = profiler.snapshot();
  for (const name of [CALLER, HOT, CHILD]) {
    expect(figure(counted, 'calls', name)).toBe(figure(timed, 'calls', name));
    expect(figure(counted, 'live', name)).toBe(0);
  }
  expect(paths(counted)).toEqual(paths(timed));
  expect(paths(counted)).toEqual([`/${CALLER}`, `/${CALLER}/${HOT}`, `/${CALLER}/${HOT}/${CHILD}`]);
  // A thousand calls are the trial.
  expect(figure(counted, 'untimed', HOT)).toBeGreaterThan(CALLS - 1100);
  expect(figure(counted, 'untimed', HOT)).toBeLessThanOrEqual(CALLS - 1000);
});

test('the time of a counted function is that of its nearest timed caller, from the first call on', () => {
  call(0, () => {
    for (let i = 0; i < CALLS; i++) {
      call(1, () => {
        call(2);
        // Shorter than ten clock reads.
        world.burn(1e-4);
      });
    }
    world.burn(3);
  });
  const profile = profiler.snapshot();
  expect(figure(profile, 'self', CALLER)).toBeCloseTo(3 + CALLS * 1e-4, 9);
  expect(figure(profile, 'onStack', CALLER)).toBeCloseTo(3 + CALLS * 1e-4, 9);
  for (const name of [HOT, CHILD]) {
    expect(figure(profile, 'self', name)).toBe(0);
    expect(figure(profile, 'onStack', name)).toBe(0);
  }
  const { functions } = profile.threads[0];
  expect(functions.onStack.filter((time) => time > 0)).toHaveLength(1);
  expectSum(profile);
});

test('a function that is long in the mean is timed', () => {
  callOften(CALLS, () => world.burn(1e-3));
  const profile = profiler.snapshot();
  expect(figure(profile, 'untimed', HOT)).toBe(0);
  expect(figure(profile, 'self', HOT)).toBeCloseTo(CALLS * 1e-3, 9);
});

test('what begins a task is timed', () => {
  for (let i = 0; i < CALLS; i++) call(1);
  expect(figure(profiler.snapshot(), 'untimed', HOT)).toBe(0);
});

test('a function that becomes slow is timed again', () => {
  callOften();
  const before = profiler.window();
  // One of the first 256 calls is timed, and shows it.
  callOften(256, () => world.burn(1));
  const found = profiler.window();
  callOften(100, () => world.burn(1));
  const after = found.read();
  expect(figure(after, 'untimed', HOT)).toBe(0);
  expect(figure(after, 'self', HOT)).toBe(100);
  expect(figure(after, 'self', CALLER)).toBe(0);
  const index = after.functions.findIndex(({ name }) => name === HOT);
  const { functions } = after.threads[0];
  expect(functions.onStack[functions.function.indexOf(index)]).toBe(100);
  const whole = before.read();
  expect(figure(whole, 'self', HOT) + figure(whole, 'self', CALLER)).toBe(356);
  expectSum(whole);
  before.close();
  found.close();
});

test('what a counted function has left to its caller stays there when one in between is timed again', () => {
  callOften(CALLS, () => call(2, () => world.burn(2 ** -14)));
  const window = profiler.window();
  callOften(300, () => world.burn(1));
  const profile = window.read();
  const own = figure(profile, 'self', HOT);
  expect(own).toBeGreaterThan(0);
  expect(own + figure(profile, 'self', CALLER)).toBeCloseTo(300, 9);
  expect(paths(profile)).toEqual([`/${CALLER}`, `/${CALLER}/${HOT}`]);
  const since = profiler.window();
  callOften(10, () => world.burn(1));
  expect(figure(since.read(), 'self', HOT)).toBeCloseTo(10, 9);
  expect(figure(profiler.snapshot(), 'self', HOT)).toBeCloseTo(own + 10, 9);
  window.close();
  since.close();
});

test('a window shows no time twice, though a function was counted only after it was opened', () => {
  callOften(900, () => world.burn(1e-4));
  const window = profiler.window();
  callOften(CALLS, () => world.burn(1e-4));
  const profile = window.read();
  expect(figure(profile, 'untimed', HOT)).toBeGreaterThan(0);
  expect(figure(profile, 'self', HOT)).toBe(0);
  expect(figure(profile, 'self', CALLER)).toBeCloseTo(CALLS * 1e-4, 9);
  expect(figure(profile, 'onStack', HOT)).toBe(0);
  window.close();
});

test('a frame that was left without a probe is repaired', () => {
  callOften();
  const outer = probes.enter(base);
  const lost = probes.enter(base + 1);
  const child = probes.enter(base + 2);
  expect(lost).toBeLessThan(0);
  world.burn(1);
  probes.exit(outer);
  // Late exits find nothing.
  probes.exit(child);
  probes.exit(lost);
  callOften(10);
  const profile = profiler.snapshot();
  expect(figure(profile, 'live', HOT)).toBe(0);
  expect(figure(profile, 'calls', HOT)).toBe(CALLS + 11);
  expectSum(profile);
});

test('coroutines that a counted function starts keep their parent', () => {
  callOften();
  call(0, () =>
    call(1, () => {
      const coroutine = probes.open(base + 3);
      world.burn(2);
      probes.close(coroutine);
    }),
  );
  const profile = profiler.snapshot();
  expect(figure(profile, 'self', '<function 3>')).toBe(2);
  expect(paths(profile)).toContain(`/${CALLER}/${HOT}/<function 3>`);
  expectSum(profile);
});

test('while a trace is recorded, every call is timed', () => {
  callOften();
  const trace = profiler.trace();
  const window = profiler.window();
  callOften(100);
  expect(figure(window.read(), 'untimed', HOT)).toBe(0);
  trace.stop();
  callOften(100);
  expect(figure(window.read(), 'untimed', HOT)).toBeGreaterThan(0);
  window.close();
});

/** Calls of functions one inside the other, many times; milliseconds that the innermost one takes. */
interface Segment {
  path: number[];
  times: number;
  duration: number;
}

const segments: fc.Arbitrary<Segment[]> = fc.array(
  fc.record({
    path: fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }),
    times: fc.constantFrom(1, 300, 1300),
    // Around the limit of 0.7 µs, and slow. Sums of these are exact in binary.
    duration: fc.constantFrom(0, 2 ** -12, 2 ** -11, 2 ** -10, 2 ** -6),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Runs a program with functions of its own, as a process has. */
function play(program: readonly Segment[], hot: 'time' | 'count'): Profile {
  start(hot);
  base = registerFile(`hot-${files++}.js`, 4, 0);
  const enter = (path: readonly number[], duration: number) => {
    if (path.length === 0) world.burn(duration);
    else call(path[0], () => enter(path.slice(1), duration));
  };
  for (const { path, times, duration } of program) {
    call(3, () => {
      for (let i = 0; i < times; i++) enter(path, duration);
    });
  }
  return profiler.snapshot();
}

test('runs of the same program have the same counts and the same sum of times, whatever was counted', () => {
  let untimed = 0;
  fc.assert(
    fc.property(segments, (program) => {
      // Times of the clock that are whole multiples of the durations.
      world.time = Math.ceil(world.time);
      const timed = play(program, 'time');
      const counted = play(program, 'count');
      const [a, b] = [timed.threads[0], counted.threads[0]];
      for (const column of ['parent', 'function', 'calls', 'live', 'carriedIn'] as const) {
        expect(b.contexts[column]).toEqual(a.contexts[column]);
      }
      expect(b.functions.peak).toEqual(a.functions.peak);
      expect(counted.elapsed).toBe(timed.elapsed);
      expectSum(timed);
      expectSum(counted);
      // What is not timed is in no other function's time than a caller's.
      const onStack = (thread: typeof a) => Math.max(...thread.functions.onStack);
      expect(onStack(b)).toBe(onStack(a));
      for (const calls of b.contexts.untimed!) untimed += calls;
    }),
    { numRuns: 25 },
  );
  expect(untimed).toBeGreaterThan(0);
});
