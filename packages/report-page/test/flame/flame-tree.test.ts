import { flameTree, threadNode, type FlameTree } from '../../src/flame/flame-tree.js';
import { buildProfile } from '../../../report/test/support/profile.js';

/** The paths of a tree, with the `self` of each: `a/b`. */
function selfByPath({ parent, function: functions, figures }: FlameTree, names: string[]) {
  const paths: string[] = [];
  const times: Record<string, number> = {};
  functions.forEach((fn, node) => {
    const name = fn >= 0 ? names[fn] : node === 0 ? '' : `thread ${-2 - fn}`;
    paths.push(node === 0 || parent[node] === 0 ? name : `${paths[parent[node]]}/${name}`);
    const self = figures.self![node];
    if (self > 0) times[paths[node]] = (times[paths[node]] ?? 0) + self;
  });
  return times;
}

/** a calls b, which calls a again, which calls c; and c is called by nobody, too. */
const profile = buildProfile({
  elapsed: 100,
  functions: { a: {}, b: { file: '/app/node_modules/b/index.js' }, c: {} },
  threads: [
    {
      contexts: [
        {
          name: 'a',
          self: 1,
          children: [
            {
              name: 'b',
              self: 2,
              children: [{ name: 'a', self: 4, children: [{ name: 'c', self: 8 }] }],
            },
          ],
        },
        { name: 'c', self: 16 },
      ],
    },
  ],
});
const names = profile.functions.map(({ name }) => name);

test('the tree is that of the document', () => {
  expect(selfByPath(flameTree(profile), names)).toEqual({
    a: 1,
    'a/b': 2,
    'a/b/a': 4,
    'a/b/a/c': 8,
    c: 16,
  });
});

test('recursion is merged into the call that it came from', () => {
  expect(selfByPath(flameTree(profile, { mergesRecursion: true }), names)).toEqual({
    a: 5,
    'a/b': 2,
    'a/c': 8,
    c: 16,
  });
});

test('the time of what is hidden is its caller’s', () => {
  const hidden = Uint8Array.from(names, (name) => (name === 'b' ? 1 : 0));
  expect(selfByPath(flameTree(profile, { hidden }), names)).toEqual({
    a: 3,
    'a/a': 4,
    'a/a/c': 8,
    c: 16,
  });
});

test('with a root, only what ran in its calls is left', () => {
  const tree = (name: string) => flameTree(profile, { root: names.indexOf(name) });
  expect(selfByPath(tree('b'), names)).toEqual({ b: 2, 'b/a': 4, 'b/a/c': 8 });
  expect(selfByPath(tree('c'), names)).toEqual({ c: 24 });
});

test('the callers of a function have the time of its calls', () => {
  const tree = flameTree(profile, { callersOf: names.indexOf('c') });
  expect(selfByPath(tree, names)).toEqual({ c: 16, 'c/a/b/a': 8 });
});

test('a function that is called again within its calls is called once', () => {
  const tree = flameTree(profile, { callersOf: names.indexOf('a') });
  expect(selfByPath(tree, names)).toEqual({ a: 15 });
});

test('of several threads each has a block', () => {
  const [thread] = profile.threads;
  const tree = flameTree({ ...profile, threads: [thread, { ...thread, name: 'worker 1' }] });
  expect([...tree.function].filter((fn) => fn < -1)).toEqual([threadNode(0), threadNode(1)]);
  expect(selfByPath(tree, names)).toMatchObject({ 'thread 0/c': 16, 'thread 1/a/b': 2 });
});
