import { probes, profiler } from '../../src/index.js';
import { limitContexts } from '../../src/tables/contexts.js';
import { figure, paths, registerFile, startAnew, world } from '../support/virtual-world.js';

afterEach(() => {
  limitContexts(1_000_000);
  profiler.stop();
});

/** Calls functions one inside the other, each burning a millisecond. */
function callNested(functions: number[]): void {
  const tokens = functions.map((fn) => {
    const token = probes.enter(fn);
    world.burn(1);
    return token;
  });
  for (const token of tokens.reverse()) probes.exit(token);
}

test('a function has a context for every path that leads to it', () => {
  const base = registerFile('paths.js', 3, 0);
  startAnew();
  callNested([base, base + 2]);
  callNested([base + 1, base + 2]);
  callNested([base + 2]);
  expect(paths(profiler.snapshot())).toEqual([
    '/<function 0>',
    '/<function 0>/<function 2>',
    '/<function 1>',
    '/<function 1>/<function 2>',
    '/<function 2>',
  ]);
});

test('many contexts: none is lost and every one is found again', () => {
  const functions = 300;
  const base = registerFile('many.js', functions, 0);
  startAnew();
  for (let round = 0; round < 2; round++) {
    for (let outer = 0; outer < functions; outer++) {
      for (let inner = 0; inner < 20; inner++) callNested([base + outer, base + inner]);
    }
  }
  const { contexts } = profiler.snapshot().threads[0];
  expect(contexts.parent).toHaveLength(1 + functions + functions * 20);
  for (const [row, parent] of contexts.parent.entries()) {
    if (row === 0) continue;
    expect(contexts.calls[row]).toBe(parent === 0 ? 40 : 2);
  }
});

test('past the limit a call counts below the nearest ancestor that has the function', () => {
  const base = registerFile('bound.js', 3, 0);
  startAnew();
  callNested([base]);
  callNested([base, base + 1]);
  // The root, and contexts of other tests, count too.
  limitContexts(0);
  callNested([base, base + 1, base + 1]);
  callNested([base, base + 1, base + 1]);
  callNested([base, base + 2]);
  const profile = profiler.snapshot();
  expect(paths(profile)).toEqual(['/<function 0>', '/<function 0>/<function 1>', '/<function 2>']);
  expect(figure(profile, 'calls', '<function 1>')).toBe(5);
  expect(figure(profile, 'self', '<function 1>')).toBe(5);
  expect(profile.threads[0].foldedContexts).toBeGreaterThan(0);
  expect(profile.notes.join()).toMatch(/\d+ times a new one was folded .* Raise maxContexts/);
});

test('from half of the limit on recursion is folded, and what has no context further up stays below its caller', () => {
  const base = registerFile('half.js', 3, 0);
  startAnew();
  callNested([base, base + 1]);
  limitContexts(2 * profiler.memory.counts.contexts);
  callNested([base, base + 1, base]);
  callNested([base, base + 1, base + 2, base + 2]);
  const profile = profiler.snapshot();
  expect(paths(profile)).toEqual([
    '/<function 0>',
    '/<function 0>/<function 1>',
    '/<function 0>/<function 1>/<function 2>',
  ]);
  expect(figure(profile, 'calls', '<function 0>')).toBe(4);
  expect(profile.threads[0].foldedContexts).toBe(2);
});

test('calls past the limit are counted where they belong, however often and in whatever order they come', () => {
  const functions = 40;
  const base = registerFile('often-past.js', functions, 0);
  startAnew();
  for (let outer = 0; outer < functions; outer++) callNested([base + outer]);
  limitContexts(0);
  // More pairs than a cache of recent calls has room for, each twice.
  for (let round = 0; round < 2; round++) {
    for (let outer = 0; outer < functions; outer++) {
      for (let inner = 0; inner < functions; inner++) {
        if (inner !== outer) callNested([base + outer, base + inner]);
      }
    }
  }
  const { contexts } = profiler.snapshot().threads[0];
  expect(contexts.parent).toEqual([-1, ...Array.from({ length: functions }, () => 0)]);
  // Once by itself, twice as the outer one of all others, and twice as the inner one.
  const calls = 1 + 4 * (functions - 1);
  expect(contexts.calls.slice(1)).toEqual(Array.from({ length: functions }, () => calls));
});

test('where the limit is raised and reached again, a call counts below what is the nearest ancestor then', () => {
  const base = registerFile('raised.js', 4, 0);
  startAnew();
  callNested([base, base + 1, base + 2]);
  callNested([base + 3]);
  limitContexts(0);
  callNested([base, base + 1, base + 3]);
  limitContexts(1_000_000);
  callNested([base, base + 3]);
  limitContexts(0);
  const window = profiler.window();
  callNested([base, base + 1, base + 2, base + 3]);
  expect(paths(window.read())).toEqual([
    '/<function 0>',
    '/<function 0>/<function 1>',
    '/<function 0>/<function 1>/<function 2>',
    '/<function 0>/<function 3>',
  ]);
  window.close();
});

test('recursion through synchronous calls counts once in the function, in full in its contexts', () => {
  const base = registerFile('recursion.js', 1, 0);
  startAnew();
  callNested([base, base, base]);
  const profile = profiler.snapshot();
  const [thread] = profile.threads;
  expect(thread.contexts.onStack).toEqual([0, 3, 2, 1]);
  expect(thread.functions.onStack).toEqual([3]);
  expect(thread.functions.peak).toEqual([3]);
});

test('recursion a hundred thousand levels deep keeps its exact counts', () => {
  const base = registerFile('deep.js', 1, 0);
  startAnew();
  const levels = 100_000;
  callNested(Array.from({ length: levels }, () => base));
  const profile = profiler.snapshot();
  expect(figure(profile, 'calls', '<function 0>')).toBe(levels);
  expect(figure(profile, 'self', '<function 0>')).toBe(levels);
  expect(profile.threads[0].functions.onStack).toEqual([levels]);
});
