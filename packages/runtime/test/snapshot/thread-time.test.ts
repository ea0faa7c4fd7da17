import { probes, profiler } from '../../src/index.js';
import { drain, registerFile } from '../support/virtual-world.js';

/** A thread that computes, stands still or sleeps as a test says. */
const thread = {
  wall: 0,
  slept: 0,
  computed: 0,
  turns: 0,
  compute(milliseconds: number) {
    thread.wall += milliseconds;
    thread.computed += milliseconds;
  },
  standStill(milliseconds: number) {
    thread.wall += milliseconds;
  },
  sleep(milliseconds: number) {
    thread.wall += milliseconds;
    thread.slept += milliseconds;
    thread.turns++;
  },
};
const clock = {
  kind: 'wall',
  now: () => thread.wall,
  idle: () => thread.slept,
  turn: () => thread.turns,
  cpu: () => thread.computed,
} as const;

const base = registerFile('thread-time.js', 2, 1);

beforeEach(() => {
  profiler.stop();
  profiler.reset();
});

afterEach(() => profiler.stop());

test('a long task says how much of it was computed', () => {
  profiler.start({ clock });
  const token = probes.enter(base);
  thread.compute(30);
  thread.standStill(70);
  probes.exit(token);
  const [{ stretches }] = profiler.snapshot().threads;
  expect(stretches).toMatchObject([{ duration: 100, cpu: 30 }]);
});

test('a reading in the middle of a sleep has the idle time so far', () => {
  profiler.start({ clock });
  const activation = probes.open(base);
  probes.suspend(activation, 0, undefined);
  thread.sleep(4);
  const [first] = profiler.snapshot().threads;
  expect(first).toMatchObject({ idle: 4, elsewhere: 0 });
  expect(first.contexts.outside).toEqual([0, 4]);
  thread.sleep(6);
  probes.resumed(activation, undefined);
  probes.close(activation);
  const [second] = profiler.snapshot().threads;
  expect(second.contexts.outside).toEqual([0, 10]);
  expect(second.functions.idle).toEqual([10]);
});

test('sleep while the profiler is stopped is in no figure', () => {
  profiler.start({ clock });
  const activation = probes.open(base);
  probes.suspend(activation, 0, undefined);
  thread.sleep(4);
  profiler.stop();
  thread.sleep(50);
  profiler.start({ clock });
  thread.compute(3);
  probes.resumed(activation, undefined);
  probes.close(activation);
  const [{ idle, elsewhere, elapsed }] = profiler.snapshot().threads;
  expect({ idle, elsewhere, elapsed }).toEqual({ idle: 4, elsewhere: 3, elapsed: 7 });
});

test('a clock that does not tell idle time has none of these figures', async () => {
  profiler.start({ clock: { kind: 'wall', now: () => thread.wall } });
  const activation = probes.open(base);
  probes.suspend(activation, 0, undefined);
  thread.sleep(4);
  await drain();
  probes.resumed(activation, undefined);
  probes.close(activation);
  const [{ contexts, sites, functions, stretches, ...rest }] = profiler.snapshot().threads;
  for (const key of ['idle', 'elsewhere', 'blame']) expect(rest).not.toHaveProperty(key);
  for (const key of ['outside', 'contended', 'blame']) expect(contexts).not.toHaveProperty(key);
  for (const key of ['outside', 'contended']) expect(sites).not.toHaveProperty(key);
  expect(functions).not.toHaveProperty('idle');
  for (const stretch of stretches) expect(stretch).not.toHaveProperty('blame');
});

test('idle time and turns go together', () => {
  const { turn: _, ...half } = clock;
  expect(() => profiler.start({ clock: half })).toThrow(/needs both idle and turn/);
});
