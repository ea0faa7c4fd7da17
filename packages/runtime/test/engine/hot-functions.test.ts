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
  const whole = before.read();
  expect(figure(whole, 'self', HOT) + figure(whole, 'self', CALLER)).toBe(356);
  expectSum(whole);
  before.close();
  found.close();
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
