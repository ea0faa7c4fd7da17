import { probes, profiler, type Profile } from '../../src/index.js';
import { registerFile, startAnew, world } from '../support/virtual-world.js';

afterEach(() => profiler.stop());

const BEFORE = 1;
const AFTER = 2;
/** A clock with which each probe takes 1 ms before it reads, and 2 ms after. */
const slowClock = () => {
  world.burn(BEFORE);
  const reading = world.time;
  world.burn(AFTER);
  return reading;
};
/** Milliseconds of a pair of probes. */
const pair = { inside: AFTER + BEFORE, outside: BEFORE + AFTER };

test('the costs of probes are the times that they take inside and outside of what they measure', () => {
  profiler.stop();
  profiler.reset();
  profiler.start({ clock: slowClock });
  const costs = profiler.measureProbes();
  expect(costs.call.inside).toBe(pair.inside);
  // Around each batch of calls are probes, too, which are few per call.
  expect(costs.call.outside).toBeCloseTo(pair.outside, 0);
  expect(costs.coroutine.inside).toBe(pair.inside);
  expect(costs.suspension.inside).toBeCloseTo(pair.inside, 0);
  expect(costs.suspension.outside).toBeCloseTo(pair.outside, 0);
  expect(costs.count.inside).toBe(0);
  expect(profiler.snapshot().threads[0].probeCosts).toEqual(costs);
});

test('measuring them disturbs nothing', async () => {
  startAnew();
  const base = registerFile('around.js', 2, 1);
  const program = (measure: () => void): Profile => {
    startAnew();
    const outer = probes.enter(base);
    world.burn(3);
    const coroutine = probes.open(base + 1);
    measure();
    world.burn(4);
    probes.suspend(coroutine, 0, undefined);
    measure();
    probes.exit(outer);
    measure();
    world.burn(5);
    probes.resume(coroutine);
    const reading = profiler.snapshot();
    probes.close(coroutine);
    measure();
    expect(profiler.snapshot().threads).toHaveLength(1);
    return reading;
  };
  const withoutDate = ({ startedAt: _, ...profile }: Profile) => ({
    ...profile,
    threads: profile.threads.map(({ probeCosts: _costs, ...thread }) => thread),
  });
  const disturbed = program(() => profiler.measureProbes());
  const bare = program(() => {});
  expect(withoutDate(disturbed)).toEqual(withoutDate(bare));
  expect(profiler.functions().map(({ file }) => file)).not.toContain('<coroscope>');
});

test('costs measured with one clock are not reported for another', () => {
  startAnew();
  profiler.measureProbes();
  profiler.stop();
  profiler.reset();
  profiler.start({ clock: { now: () => world.time, kind: 'cpu' } });
  expect(profiler.snapshot().threads[0].probeCosts).toBeUndefined();
});
