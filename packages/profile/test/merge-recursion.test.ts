import { callTree, mergeRecursion, type Profile, type RecursionFreeNode } from '../src/index.js';
import { buildProfile } from './build-profile.js';
import { deepRecursion } from './deep-recursion.js';

const merged = (profile: Profile) => mergeRecursion(callTree(profile)[0]);

/** Each node as its name, calls, outermost calls, total and self. */
function outline(profile: Profile): unknown {
  const visit = (node: RecursionFreeNode): unknown[] => [
    profile.functions[node.function]?.name ?? 'root',
    `${node.calls}/${node.outermostCalls} total ${node.total} self ${node.self}`,
    ...node.children.map(visit),
  ];
  return visit(merged(profile));
}

test('a tree without recursion stays as it is', () => {
  const profile = buildProfile({
    names: { a: {}, b: {} },
    threads: [
      {
        contexts: [
          {
            of: 'a',
            calls: 1,
            self: 2,
            onStack: 5,
            awaiting: 4,
            children: [{ of: 'b', calls: 2, self: 3, onStack: 3 }],
          },
          { of: 'b', calls: 1, self: 1, onStack: 1 },
        ],
      },
    ],
  });
  expect(outline(profile)).toEqual([
    'root',
    '0/0 total 0 self 0',
    ['a', '1/1 total 9 self 2', ['b', '2/2 total 3 self 3']],
    ['b', '1/1 total 1 self 1'],
  ]);
});

test('direct recursion: what inner calls called belongs to the one node', () => {
  const profile = buildProfile({
    names: { walk: {}, read: {} },
    threads: [
      {
        contexts: [
          {
            of: 'walk',
            calls: 1,
            self: 1,
            onStack: 10,
            children: [
              {
                of: 'walk',
                calls: 3,
                self: 2,
                onStack: 8,
                children: [{ of: 'read', calls: 6, self: 6, onStack: 6 }],
              },
              { of: 'read', calls: 1, self: 1, onStack: 1 },
            ],
          },
        ],
      },
    ],
  });
  expect(outline(profile)).toEqual([
    'root',
    '0/0 total 0 self 0',
    ['walk', '4/1 total 10 self 3', ['read', '7/7 total 7 self 7']],
  ]);
});

test('mutual recursion: a call within a call of the same node adds no inclusive time', () => {
  const profile = buildProfile({
    names: { even: {}, odd: {} },
    threads: [
      {
        contexts: [
          {
            of: 'even',
            calls: 1,
            self: 1,
            onStack: 4,
            children: [
              {
                of: 'odd',
                calls: 1,
                self: 1,
                onStack: 3,
                children: [
                  {
                    of: 'even',
                    calls: 1,
                    self: 1,
                    onStack: 2,
                    children: [{ of: 'odd', calls: 1, self: 1, onStack: 1 }],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
  expect(outline(profile)).toEqual([
    'root',
    '0/0 total 0 self 0',
    ['even', '2/1 total 4 self 2', ['odd', '2/1 total 3 self 2']],
  ]);
});

test('recursion a hundred thousand levels deep is one node', () => {
  expect(outline(deepRecursion(100_000))).toEqual([
    'root',
    '0/0 total 0 self 0',
    ['dive', '100000/1 total 100000 self 100000'],
  ]);
});
