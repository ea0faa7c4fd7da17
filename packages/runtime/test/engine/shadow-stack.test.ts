import { probes, profiler } from '../../src/index.js';
import { figure, registerFile, startAnew, world } from '../support/virtual-world.js';

beforeEach(startAnew);
afterEach(() => profiler.stop());

test('every coroutine knows what started it, even when the engine replaces the holder of the innermost one', () => {
  const base = registerFile('owners.js', 1, 1);
  const chain = Array.from({ length: 600 }, () => probes.open(base));
  for (const activation of chain.toReversed()) probes.suspend(activation, 0, null);
  world.burn(1);
  // Each but the last waits for the one that it has started.
  expect(figure(profiler.snapshot(), 'external', '<function 0>')).toBe(1);
  for (const activation of chain.toReversed()) {
    probes.resume(activation);
    probes.close(activation);
  }
  expect(figure(profiler.snapshot(), 'live', '<function 0>')).toBe(0);
  expect(figure(profiler.snapshot(), 'external', '<function 0>')).toBe(1);
});
