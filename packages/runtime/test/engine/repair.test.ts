import { probes, profiler } from '../../src/index.js';
import { drain, figure, paths, registerFile, startAnew, world } from '../support/virtual-world.js';

type Activation = ReturnType<typeof probes.open>;

const [F, G, H] = ['<function 0>', '<function 1>', '<function 2>'];

afterEach(() => profiler.stop());

test('a frame without an exit is closed by the exit below it', () => {
  const base = registerFile('lost-exit.js', 3, 0);
  startAnew();
  const outer = probes.enter(base);
  probes.enter(base + 1);
  world.burn(2);
  probes.exit(outer);
  probes.exit(probes.enter(base + 2));
  const profile = profiler.snapshot();
  expect(paths(profile)).toEqual([`/${F}`, `/${F}/${G}`, `/${H}`]);
  expect(figure(profile, 'onStack', G)).toBe(2);
  expect(figure(profile, 'live', G)).toBe(0);
});

test('an exit of a frame that the repair has removed is no event', () => {
  const base = registerFile('late-exit.js', 2, 0);
  startAnew();
  const outer = probes.enter(base);
  const inner = probes.enter(base + 1);
  probes.exit(outer);
  probes.exit(inner);
  probes.exit(outer);
  const profile = profiler.snapshot();
  expect(figure(profile, 'live', F) + figure(profile, 'live', G)).toBe(0);
  expect(figure(profile, 'calls', F)).toBe(1);
});

test('a coroutine that left without a probe is waiting, and can resume', async () => {
  const base = registerFile('detached.js', 2, 1);
  startAnew();
  const outer = probes.enter(base);
  const activation = probes.open(base + 1);
  world.burn(1);
  probes.exit(outer);
  world.burn(10);
  probes.resume(activation);
  world.burn(2);
  probes.close(activation);
  const profile = profiler.snapshot();
  expect(figure(profile, 'onStack', G)).toBe(3);
  expect(figure(profile, 'awaiting', G)).toBe(10);
  expect(figure(profile, 'suspensions', G)).toBe(1);
  expect(figure(profile, 'live', G)).toBe(0);
});

test('frames that are on the stack when an await resumes have gone', async () => {
  const base = registerFile('stale.js', 2, 1);
  startAnew();
  const activation = probes.open(base);
  probes.suspend(activation, 0, undefined);
  const stale = probes.enter(base + 1);
  world.burn(1);
  probes.resume(activation);
  world.burn(1);
  probes.exit(stale);
  probes.close(activation);
  const profile = profiler.snapshot();
  expect(figure(profile, 'onStack', F)).toBe(1);
  expect(figure(profile, 'onStack', G)).toBe(1);
  expect(figure(profile, 'live')).toBe(0);
});

test.each(['enterModule', 'openModule'] as const)(
  'a module that throws is closed by the next turn (%s)',
  async (probe) => {
    const base = registerFile(`${probe}.js`, 2, 0);
    startAnew();
    probes[probe](base);
    world.burn(3);
    await drain();
    world.burn(100);
    probes.exit(probes.enter(base + 1));
    const profile = profiler.snapshot();
    expect(paths(profile)).toEqual([`/${F}`, `/${G}`]);
    expect(figure(profile, 'live', F)).toBe(0);
  },
);

test('a module with top-level await that continues is not taken for one that threw', async () => {
  const base = registerFile('awaiting-module.js', 1, 1);
  startAnew();
  const activation = probes.openModule(base);
  probes.suspend(activation, 0, undefined);
  await drain();
  probes.resume(activation);
  probes.suspend(activation, 0, undefined);
  await drain();
  probes.resume(activation);
  world.burn(1);
  probes.close(activation);
  const profile = profiler.snapshot();
  expect(figure(profile, 'suspensions', F)).toBe(2);
  expect(figure(profile, 'self', F)).toBe(1);
});

test.each<[string, (activation: Activation, promise: Promise<unknown>) => void]>([
  [
    'what was yielded, after the generator went on',
    (activation, promise) => {
      probes.pauseAsync(activation, 0, promise);
      probes.resume(activation);
    },
  ],
  [
    'what was yielded, after the generator was closed',
    (activation, promise) => {
      probes.pauseAsync(activation, 0, promise);
      probes.close(activation);
    },
  ],
  [
    'what a closed generator yields',
    (activation, promise) => {
      probes.close(activation);
      probes.pauseAsync(activation, 0, promise);
    },
  ],
  [
    'what was returned, after the function went on',
    (activation, promise) => {
      probes.returned(activation, 0, promise);
      probes.close(activation);
      probes.resume(activation);
    },
  ],
])('a promise that settles too late is no event: %s', async (_, leaveBehind) => {
  const base = registerFile('late-settling.js', 1, 1);
  startAnew();
  const activation = probes.open(base);
  leaveBehind(activation, Promise.resolve());
  const live = figure(profiler.snapshot(), 'live', F);
  await drain();
  world.burn(1);
  const profile = profiler.snapshot();
  expect(figure(profile, 'live', F)).toBe(live);
  expect(figure(profile, 'awaiting', F)).toBe(0);
  expect(figure(profile, 'paused', F)).toBe(0);
  expect(figure(profile, 'onStack', F)).toBe(live);
  probes.close(activation);
});

test('no sequence of events throws, and the figures stay consistent', () => {
  const base = registerFile('storm.js', 4, 4);
  startAnew();
  let seed = 20261122;
  const random = (n: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >> 8) % n;
  };
  const tokens: number[] = [];
  const activations: Array<ReturnType<typeof probes.open>> = [];
  const activation = () => activations[random(activations.length)] ?? null;
  const events: Array<() => unknown> = [
    () => tokens.push(probes.enter(base + random(2))),
    () => tokens.length && probes.exit(tokens[random(tokens.length)]),
    () => activations.push(probes.open(base + 2 + random(2))),
    () => probes.suspend(activation(), random(4), 1),
    () => probes.pause(activation(), random(4), 1),
    () => probes.pauseAsync(activation(), random(4), 1),
    () => probes.resumed(activation(), 1),
    () => probes.resume(activation()),
    () => activations.length && probes.close(activation()!),
    () => probes.count(base),
    () => world.burn(random(3)),
  ];
  for (let event = 0; event < 50_000; event++) events[random(events.length)]();
  for (const open of activations) probes.close(open);
  for (const token of tokens.sort((a, b) => b - a)) probes.exit(token);
  const profile = profiler.snapshot();
  const { contexts, sites } = profile.threads[0];
  const total = (column: number[]) => column.reduce((a, b) => a + b, 0);
  expect(total(contexts.live)).toBe(0);
  expect(total(sites.live)).toBe(0);
  // Every moment belongs to exactly one context.
  expect(total(contexts.self)).toBe(profile.elapsed);
  for (const column of [contexts.awaiting, contexts.paused, contexts.external, contexts.onStack]) {
    expect(Math.min(...column)).toBeGreaterThanOrEqual(0);
  }
});
