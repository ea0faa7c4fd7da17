import { callersAndCallees, type CallEdge, type Profile } from '../src/index.js';
import { buildProfile } from './build-profile.js';
import { deepRecursion } from './deep-recursion.js';
import { referenceExample } from './reference-example.js';

/** The edges of a function: name, calls, total, self, onStack and awaiting of each. */
function edgesOf(profile: Profile, name: string) {
  const index = profile.functions.findIndex((fn) => fn.name === name);
  const { callers, callees } = callersAndCallees(profile, index);
  const plain = (edge: CallEdge) => [
    profile.functions[edge.function]?.name ?? 'root',
    edge.calls,
    edge.total,
    edge.self,
    edge.onStack,
    edge.awaiting,
  ];
  return { callers: callers.map(plain), callees: callees.map(plain) };
}

describe('callers and callees', () => {
  it('are those of the reference example', () => {
    expect(edgesOf(referenceExample(), 'foo')).toEqual({
      callers: [['root', 1, 4000, 0, 2000, 2000]],
      callees: [
        ['burnAsyncIo', 2, 2000, 0, 0, 2000],
        ['burnCpu', 1, 1000, 1000, 1000, 0],
        ['burnIo', 1, 1000, 1000, 1000, 0],
      ],
    });
    expect(edgesOf(referenceExample(), 'burnIo')).toEqual({
      callers: [['foo', 1, 1000, 1000, 1000, 0]],
      callees: [],
    });
  });

  it('attribute calls and times to each caller', () => {
    const profile = buildProfile({
      names: { a: {}, b: {}, leaf: {} },
      contexts: [
        {
          of: 'a',
          calls: 1,
          onStack: 6,
          children: [{ of: 'leaf', calls: 2, self: 5, onStack: 5 }],
        },
        {
          of: 'b',
          calls: 1,
          onStack: 8,
          children: [{ of: 'leaf', calls: 3, self: 7, onStack: 7 }],
        },
      ],
    });
    expect(edgesOf(profile, 'leaf').callers).toEqual([
      ['b', 3, 7, 7, 7, 0],
      ['a', 2, 5, 5, 5, 0],
    ]);
  });

  it('count the times of a call within a call from the same caller once', () => {
    // even (10) -> odd (9) -> even (7) -> odd (4); self 1, 2, 3, 4.
    const profile = buildProfile({
      names: { even: {}, odd: {} },
      contexts: [
        {
          of: 'even',
          calls: 1,
          self: 1,
          onStack: 10,
          children: [
            {
              of: 'odd',
              calls: 1,
              self: 2,
              onStack: 9,
              children: [
                {
                  of: 'even',
                  calls: 1,
                  self: 3,
                  onStack: 7,
                  children: [{ of: 'odd', calls: 1, self: 4, onStack: 4 }],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(edgesOf(profile, 'even')).toEqual({
      callers: [
        ['root', 1, 10, 1, 10, 0],
        ['odd', 1, 7, 3, 7, 0],
      ],
      callees: [['odd', 2, 9, 6, 9, 0]],
    });
    // The same edge, seen from its other end.
    expect(edgesOf(profile, 'odd').callers).toEqual([['even', 2, 9, 6, 9, 0]]);
  });

  it('show a function that calls itself on both sides', () => {
    const { callers, callees } = edgesOf(deepRecursion(3), 'dive');
    // Depths 3, 2 and 1: the first call is the root's, the second one's 2 ms include the third's.
    expect(callers).toEqual([
      ['root', 1, 3, 1, 3, 0],
      ['dive', 2, 2, 2, 2, 0],
    ]);
    expect(callees).toEqual([['dive', 2, 2, 2, 2, 0]]);
  });

  it('add threads up', () => {
    const thread = { contexts: [{ of: 'work', calls: 2, self: 3, onStack: 3 }] };
    const profile = buildProfile({ names: { work: {} }, threads: [thread, thread] });
    expect(edgesOf(profile, 'work').callers).toEqual([['root', 4, 6, 6, 6, 0]]);
  });

  it('take a recursion as deep as they come', () => {
    expect(edgesOf(deepRecursion(100_000), 'dive').callees).toEqual([
      ['dive', 99_999, 99_999, 99_999, 99_999, 0],
    ]);
  });
});
