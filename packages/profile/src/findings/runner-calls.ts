import type { Profile } from '../document/profile.js';

/** The callbacks of hooks, tests and fixtures, by their names: `<describe cart>.<it adds>`, `<beforeEach>`. */
const OF_RUNNER =
  /(?:^|\.)<(?:[\w$.]+\.)?(?:(?:test|it|specify|bench|(?:before|after|around)(?:Each|All)?)(?: .*)?>|(?:extend|override|scoped)>\.[^.<>]+)$/;

/**
 * How often each function was called for each call that a test runner made of a hook, a test or a fixture, on
 * average: such calls come in an order that is the runner's.
 *
 * @returns By index in the profile's `functions`; infinite where some calls came from elsewhere, or all from one
 * call of the runner's
 */
export function callsPerTest({ threads, functions }: Profile): number[] {
  const isOfRunner = functions.map(({ name }) => OF_RUNNER.test(name));
  const perTest = functions.map(() => Infinity);
  if (!isOfRunner.includes(true)) return perTest;
  const calls = new Float64Array(functions.length);
  const tests = new Float64Array(functions.length);
  const hasOthers = new Uint8Array(functions.length);
  const seen = functions.map(() => new Set<number>());
  threads.forEach(({ contexts }, thread) => {
    const { parent, function: called, calls: times, carriedIn } = contexts;
    /** By row: the row of the runner's call above it, or its own; 0 for none. */
    const above = new Int32Array(parent.length);
    for (let row = 1; row < parent.length; row++) {
      const own = isOfRunner[called[row]];
      above[row] = own ? row : above[parent[row]];
      const test = above[row];
      if (times[row] === 0) continue;
      const index = called[row];
      calls[index] += times[row];
      if (test === 0) hasOthers[index] = 1;
      else if (!seen[index].has(thread * 2 ** 32 + test)) {
        seen[index].add(thread * 2 ** 32 + test);
        tests[index] += times[test] + carriedIn[test];
      }
    }
  });
  return perTest.map((none, index) =>
    hasOthers[index] || tests[index] <= 1 ? none : calls[index] / tests[index],
  );
}
