import { probes, profiler } from '../../src/index.js';
import { drain, figure, registerFile, startAnew, world } from '../support/virtual-world.js';

const F = '<function 0>';

beforeEach(startAnew);
afterEach(() => profiler.stop());

test('windows are independent of each other and of the snapshot', () => {
  const base = registerFile('independent.js', 1, 0);
  const call = (milliseconds: number) => {
    const token = probes.enter(base);
    world.burn(milliseconds);
    probes.exit(token);
  };
  call(1);
  const first = profiler.window();
  call(10);
  const second = profiler.window();
  call(100);
  first.close();
  expect(figure(first.read(), 'onStack', F)).toBe(110);
  expect(figure(second.read(), 'onStack', F)).toBe(100);
  expect(figure(second.read(), 'calls', F)).toBe(1);
  expect(figure(profiler.snapshot(), 'onStack', F)).toBe(111);
});

test('an activation in progress when a window opens gives it time but no call', () => {
  const base = registerFile('carried.js', 1, 1);
  const activation = probes.open(base);
  world.burn(1);
  probes.suspend(activation, 0, undefined);
  world.burn(10);
  const window = profiler.window();
  world.burn(100);
  const profile = window.read();
  expect(figure(profile, 'calls', F)).toBe(0);
  expect(figure(profile, 'carriedIn', F)).toBe(1);
  expect(figure(profile, 'live', F)).toBe(1);
  expect(figure(profile, 'awaiting', F)).toBe(100);
  expect(figure(profile, 'external', F)).toBe(100);
  expect(profile.threads[0].sites.live).toEqual([1]);
  expect(profile.threads[0].sites.suspended).toEqual([0]);
  expect(profile.threads[0].functions.span).toEqual([100]);
  probes.close(activation);
});

test('reading does not disturb what is in progress', () => {
  const base = registerFile('undisturbed.js', 1, 1);
  const window = profiler.window();
  const activation = probes.open(base);
  for (let step = 1; step <= 5; step++) {
    world.burn(1);
    expect(figure(window.read(), 'self', F)).toBe(step);
    expect(figure(window.read(), 'onStack', F)).toBe(step);
  }
  probes.close(activation);
  expect(figure(window.read(), 'onStack', F)).toBe(5);
  expect(figure(window.read(), 'live', F)).toBe(0);
});

test('a reset forgets the past, not what is alive', () => {
  const base = registerFile('reset.js', 1, 0);
  const token = probes.enter(base);
  world.burn(10);
  profiler.reset();
  world.burn(1);
  probes.exit(token);
  const profile = profiler.snapshot();
  expect(figure(profile, 'onStack', F)).toBe(1);
  expect(figure(profile, 'calls', F)).toBe(0);
  expect(figure(profile, 'carriedIn', F)).toBe(1);
});

test('peaks, longest waits and long tasks are each window’s own', () => {
  const base = registerFile('high-water-marks.js', 1, 1);
  const wait = (milliseconds: number) => {
    const activation = probes.open(base);
    world.burn(milliseconds / 10);
    probes.suspend(activation, 0, undefined);
    world.burn(milliseconds);
    return activation;
  };
  const early = profiler.window();
  const pair = [wait(50), wait(40)];
  pair.forEach(probes.close);
  const late = profiler.window();
  probes.close(wait(10));
  const [before, after] = [early.read().threads[0], late.read().threads[0]];
  expect(before.functions.peak).toEqual([2]);
  expect(after.functions.peak).toEqual([1]);
  expect([before.peak, after.peak]).toEqual([2, 1]);
  expect(before.sites.longest).toEqual([94]);
  expect(after.sites.longest).toEqual([10]);
  expect(before.stretches.map(({ duration }) => duration)).toEqual([5, 4, 1]);
  expect(after.stretches.map(({ start, duration }) => [start, duration])).toEqual([[0, 1]]);
});

test('a window that has been closed keeps the peaks, longest waits and long tasks up to then', () => {
  const base = registerFile('closed.js', 1, 1);
  const window = profiler.window();
  const activation = probes.open(base);
  world.burn(1);
  probes.suspend(activation, 0, undefined);
  world.burn(10);
  probes.close(activation);
  window.close();
  const [thread] = window.read().threads;
  expect(thread.peak).toBe(1);
  expect(thread.functions.peak).toEqual([1]);
  expect(thread.sites.longest).toEqual([10]);
  expect(thread.stretches.map(({ duration }) => duration)).toEqual([1]);
});

test('a long task that began before the window is ranked by its part in the window', () => {
  const base = registerFile('clipped.js', 2, 0);
  const outer = probes.enter(base);
  const inner = probes.enter(base + 1);
  world.burn(10);
  probes.exit(inner);
  const window = profiler.window();
  world.burn(1);
  probes.exit(outer);
  const second = probes.enter(base);
  world.burn(2);
  probes.exit(second);
  const { contexts, stretches } = window.read().threads[0];
  expect(stretches.map(({ start, duration }) => [start, duration])).toEqual([
    [1, 2],
    [0, 1],
  ]);
  // The inner function had ended before, and has no row.
  expect(contexts.function).toEqual([-1, 0]);
  expect(stretches.map(({ heaviest }) => heaviest)).toEqual([1, 1]);
});

test('run() gives the result and the profile of the call, and leaves the profiler as it was', async () => {
  const base = registerFile('run.js', 1, 1);
  const work = async () => {
    const activation = probes.open(base);
    try {
      world.burn(2);
      return probes.resumed(
        activation,
        await probes.suspend(
          activation,
          0,
          drain().then(() => 42),
        ),
      );
    } finally {
      probes.close(activation);
    }
  };
  const nested = await profiler.run(work);
  expect(nested.result).toBe(42);
  expect(profiler.isRunning).toBe(true);
  profiler.stop();
  const { result, profile } = await profiler.run(work, { clock: world.now });
  expect(result).toBe(42);
  expect(figure(profile, 'calls', F)).toBe(1);
  expect(figure(profile, 'onStack', F)).toBe(2);
  expect(profiler.isRunning).toBe(false);
  const failure = new Error('from the program');
  await expect(profiler.run(() => Promise.reject(failure), { clock: world.now })).rejects.toBe(
    failure,
  );
  expect(profiler.isRunning).toBe(false);
});

test('a long task names what took most of it: the innermost of calls that took at least half each', () => {
  const base = registerFile('held.js', 4, 0);
  const call = (fn: number, body: () => void) => {
    const token = probes.enter(base + fn);
    body();
    probes.exit(token);
  };
  call(0, () => {
    call(3, () => world.burn(30));
    call(1, () => {
      world.burn(10);
      call(2, () => world.burn(40));
      call(3, () => world.burn(20));
    });
    world.burn(5);
  });
  const { stretches, contexts } = profiler.snapshot().threads[0];
  const nameOf = (row: number) => profiler.snapshot().functions[contexts.function[row]].name;
  expect(stretches.map(({ duration }) => duration)).toEqual([105]);
  expect(nameOf(stretches[0].context)).toBe('<function 0>');
  expect(nameOf(stretches[0].heaviest)).toBe('<function 2>');
});

test('what is on the stack when the figures are read is a long task so far', () => {
  const base = registerFile('running.js', 3, 0);
  const outer = probes.enter(base);
  probes.exit(probes.enter(base + 1));
  world.burn(10);
  const inner = probes.enter(base + 2);
  world.burn(30);
  const { stretches, contexts } = profiler.snapshot().threads[0];
  const { functions } = profiler.snapshot();
  expect(stretches).toMatchObject([{ start: 0, duration: 40 }]);
  expect(functions[contexts.function[stretches[0].context]].name).toBe('<function 0>');
  expect(functions[contexts.function[stretches[0].heaviest]].name).toBe('<function 2>');
  probes.exit(inner);
  probes.exit(outer);
  expect(profiler.snapshot().threads[0].stretches).toHaveLength(1);
});

test('the work of a tool is excluded: nothing of it is recorded, and no time passes', () => {
  const base = registerFile('apart.js', 2, 0);
  const outer = probes.enter(base);
  world.burn(10);
  const result = profiler.withoutRecording(() => {
    world.burn(1000);
    expect(probes.on).toBe(false);
    return 'done';
  });
  expect(() => profiler.withoutRecording(() => JSON.parse('{'))).toThrow(SyntaxError);
  world.burn(5);
  probes.exit(outer);
  expect(result).toBe('done');
  expect(profiler.isRunning).toBe(true);
  expect(profiler.snapshot().elapsed).toBe(15);
  expect(figure(profiler.snapshot(), 'self', '<function 0>')).toBe(15);
});

test('work excluded while the profiler is stopped does not start it', () => {
  profiler.stop();
  profiler.withoutRecording(() => {});
  expect(profiler.isRunning).toBe(false);
});
