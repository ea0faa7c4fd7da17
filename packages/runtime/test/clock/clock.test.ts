import { probes, profiler, type ClockOption } from '../../src/index.js';
import { drain, figure, registerFile, startAnew, world } from '../support/virtual-world.js';

const F = '<function 0>';

afterEach(() => {
  profiler.stop();
  profiler.reset();
});

test('time passes only while the profiler runs', () => {
  const base = registerFile('stopped.js', 1, 0);
  startAnew();
  const token = probes.enter(base);
  world.burn(5);
  profiler.stop();
  world.burn(100);
  profiler.start({ clock: world.now });
  world.burn(2);
  probes.exit(token);
  expect(figure(profiler.snapshot(), 'onStack', F)).toBe(7);
  expect(profiler.snapshot().elapsed).toBe(7);
});

test('a clock that runs backwards makes time stand still, and the profile says so', () => {
  const base = registerFile('backwards.js', 1, 0);
  let time = 100;
  profiler.start({ clock: () => time });
  const token = probes.enter(base);
  time = 40;
  probes.exit(token);
  time = 110;
  const profile = profiler.snapshot();
  expect(figure(profile, 'onStack', F)).toBe(0);
  expect(profile.elapsed).toBe(10);
  expect(profile.notes.join()).toMatch(/ran backwards \d+ times, by up to 60 ms/);
});

test('a clock that throws breaks nothing, and the profile says what it threw', () => {
  const base = registerFile('throwing.js', 1, 0);
  profiler.start({
    clock() {
      throw new Error('out of order');
    },
  });
  expect(() => probes.exit(probes.enter(base))).not.toThrow();
  const profile = profiler.snapshot();
  expect(figure(profile, 'calls', F)).toBe(1);
  expect(profile.notes.join()).toContain('out of order');
});

test('a clock that is instrumented itself is not recorded', () => {
  const base = registerFile('own-clock.js', 2, 0);
  profiler.start({
    clock() {
      const token = probes.on ? probes.enter(base + 1) : 0;
      if (token) probes.exit(token);
      return 0;
    },
  });
  probes.exit(probes.enter(base));
  expect(figure(profiler.snapshot(), 'calls', '<function 1>')).toBe(0);
  expect(figure(profiler.snapshot(), 'calls', F)).toBe(1);
});

test('a clock of another kind needs a reset first', () => {
  profiler.start({ clock: 'wall' });
  profiler.stop();
  expect(() => profiler.start({ clock: 'cpu' })).toThrow(/call profiler\.reset\(\) before/);
  profiler.reset();
  expect(() => profiler.start({ clock: 'cpu' })).not.toThrow();
});

test('anything but a clock is rejected with the names of those that exist', () => {
  expect(() => profiler.start({ clock: 'sundial' as 'wall' })).toThrow(/"sundial".*'wall', 'cpu'/);
  expect(profiler.isRunning).toBe(false);
});

test('with a CPU clock waiting takes no time', async () => {
  const base = registerFile('cpu.js', 1, 1);
  profiler.start({ clock: { now: world.now, kind: 'cpu' } });
  const activation = probes.open(base);
  world.burn(3);
  probes.suspend(activation, 0, undefined);
  await drain();
  world.burn(10);
  probes.resume(activation);
  world.burn(4);
  probes.close(activation);
  const profile = profiler.snapshot();
  expect(figure(profile, 'onStack', F)).toBe(7);
  expect(figure(profile, 'awaiting', F)).toBe(0);
  expect(figure(profile, 'external', F)).toBe(0);
  expect(figure(profile, 'suspensions', F)).toBe(1);
  expect(profile.threads[0].sites.waiting).toEqual([0]);
});

test('the profile has the shortest step of a clock of the platform, and never measures that of a custom one', () => {
  const describe = (clock: ClockOption) => {
    profiler.reset();
    profiler.start({ clock });
    profiler.stop();
    return profiler.snapshot().clock;
  };
  for (const clock of ['wall', 'cpu'] as const) {
    const { resolution } = describe(clock);
    expect(resolution).toBeGreaterThan(0);
    expect(resolution).toBeLessThan(1);
  }
  let readings = 0;
  const clock = describe(() => readings++);
  expect(clock).toEqual({ kind: 'custom', source: 'function' });
  expect(readings).toBeLessThan(10);
});

test('the real clocks run: computing moves both, waiting moves only the wall clock', async () => {
  const base = registerFile('real.js', 1, 0);
  const measure = async (clock: 'wall' | 'cpu', work: () => unknown) => {
    profiler.reset();
    profiler.start({ clock });
    const token = probes.enter(base);
    await work();
    probes.exit(token);
    profiler.stop();
    const figures = figure(profiler.snapshot(), 'onStack', F);
    profiler.reset();
    return figures;
  };
  const compute = () => {
    const end = performance.now() + 60;
    while (performance.now() < end);
  };
  const block = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60);
  expect(await measure('wall', compute)).toBeGreaterThanOrEqual(60);
  expect(await measure('cpu', compute)).toBeGreaterThan(0);
  expect(await measure('wall', block)).toBeGreaterThanOrEqual(60);
});
