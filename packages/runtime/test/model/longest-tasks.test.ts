import fc from 'fast-check';
import { probes, profiler, type Profile } from '../../src/index.js';
import { registerFile, startAnew, world } from '../support/virtual-world.js';

const KEPT = 32;

afterEach(() => profiler.stop());

test('every window has the longest of its own tasks, longest first', () => {
  const base = registerFile('long-tasks.js', 1, 0);
  const durations = fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 100, size: 'max' });
  fc.assert(
    fc.property(durations, fc.nat(100), fc.nat(100), (sequence, opening, reading) => {
      startAnew();
      let window = profiler.window();
      sequence.forEach((duration, i) => {
        if (i === opening) window = profiler.window();
        if (i === reading) profiler.snapshot();
        const token = probes.enter(base);
        world.burn(duration);
        probes.exit(token);
      });
      const longest = (all: number[]) => [...all].sort((a, b) => b - a).slice(0, KEPT);
      const kept = ({ threads: [{ stretches }] }: Profile) =>
        stretches.map(({ duration }) => duration);
      expect(kept(profiler.snapshot())).toEqual(longest(sequence));
      const inWindow = opening < sequence.length ? sequence.slice(opening) : sequence;
      expect(kept(window.read())).toEqual(longest(inWindow));
      window.close();
    }),
  );
});
