import type { Profile } from '../src/index.js';
import { buildProfile } from './build-profile.js';

/**
 * The reference example of the design, in milliseconds:
 *
 *     async function foo() {
 *       burnCpu(1000);
 *       await burnAsyncIo(1000);   // line 3
 *       burnIo(1000);
 *       await burnAsyncIo(1000);   // line 5
 *     }
 *     async function burnAsyncIo(time) {
 *       await timer(time);         // line 8
 *     }
 *
 * foo is called by what is not instrumented. One second of its four burns, one blocks, two wait.
 */
export function referenceExample(): Profile {
  const profile = buildProfile({
    elapsed: 4000,
    offStack: 2000,
    peak: 2,
    names: {
      foo: { kind: 'async', line: 1 },
      burnAsyncIo: { kind: 'async', line: 7 },
      burnIo: { line: 10 },
      burnCpu: { line: 13 },
    },
    places: {
      first: { of: 'foo', line: 3 },
      second: { of: 'foo', line: 5 },
      timer: { of: 'burnAsyncIo', line: 8 },
    },
    contexts: [
      {
        of: 'foo',
        calls: 1,
        suspensions: 2,
        onStack: 2000,
        awaiting: 2000,
        children: [
          { of: 'burnCpu', calls: 1, self: 1000, onStack: 1000 },
          { of: 'burnAsyncIo', calls: 2, suspensions: 2, awaiting: 2000, external: 2000 },
          { of: 'burnIo', calls: 1, self: 1000, onStack: 1000 },
        ],
      },
    ],
    functions: {
      foo: { onStack: 2000, span: 4000, peak: 1 },
      burnAsyncIo: { span: 2000, peak: 1 },
      burnIo: { onStack: 1000, span: 1000, peak: 1 },
      burnCpu: { onStack: 1000, span: 1000, peak: 1 },
    },
    sites: {
      first: { suspended: 1, resumed: 1, waiting: 1000, longest: 1000 },
      second: { suspended: 1, resumed: 1, waiting: 1000, longest: 1000 },
      timer: { suspended: 2, resumed: 2, waiting: 2000, longest: 1000 },
    },
    sequences: [['first', 'second', 1, 1000]],
    stretches: [
      { start: 0, duration: 1000, context: 1, heaviest: 2 },
      { start: 2000, duration: 1000, context: 1, heaviest: 4 },
    ],
  });
  profile.files[0].lines = {
    1: 'async function foo() {',
    3: '  await burnAsyncIo(1000);',
    5: '  await burnAsyncIo(1000);',
    8: '  await timer(time);',
  };
  return profile;
}
