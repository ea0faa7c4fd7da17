import { probes, profiler } from '../../src/index.js';
import { figure, startAnew } from '../support/virtual-world.js';

beforeEach(startAnew);
afterEach(() => profiler.stop());

test('a file that is evaluated again keeps its functions', () => {
  const first = probes.register(1, 'again.js', 2, 1, '');
  const other = probes.register(1, 'other.js', 2, 1, '');
  expect(probes.register(1, 'again.js', 2, 1, '')).toBe(first);
  expect(other).toBe(first + 2);
});

test('a file that has changed since is a new one', () => {
  const first = probes.register(1, 'edited.js', 2, 1, '');
  expect(probes.register(1, 'edited.js', 3, 1, '')).not.toBe(first);
});

test('a file instrumented for another version is counted without names, and the profile says so', () => {
  const base = probes.register(99, 'foreign.js', 1, 0, 'of a format yet to come');
  probes.exit(probes.enter(base));
  const profile = profiler.snapshot();
  expect(figure(profile, 'calls', '<function 0>')).toBe(1);
  expect(profile.notes.join()).toContain('foreign.js was instrumented for another version');
});

test('damaged metadata costs the names, not the figures', () => {
  const base = probes.register(1, 'damaged.js', 1, 0, '\u0000');
  probes.exit(probes.enter(base));
  const profile = profiler.snapshot();
  expect(figure(profile, 'calls', '<function 0>')).toBe(1);
  expect(profile.notes.join()).toContain('damaged.js');
});
