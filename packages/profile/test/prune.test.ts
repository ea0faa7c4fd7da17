import fc from 'fast-check';
import { comparedTree, findings, prune, pruneComparedTree, type Profile } from '../src/index.js';
import { buildProfile } from './build-profile.js';
import { runs } from './compare/random-profiles.js';

const sum = (values: ArrayLike<number>) =>
  Array.from(values).reduce((total, value) => total + value, 0);

/** A profile to which a burst was added from its first context to its last, if it has any. */
function withBurst(profile: Profile): Profile {
  const [thread] = profile.threads;
  const last = thread.contexts.parent.length - 1;
  if (last < 1) return profile;
  const bursts = { before: [1], after: [last], count: [1], calls: [thread.contexts.calls[last]] };
  return { ...profile, threads: [{ ...thread, bursts }] };
}

describe('a profile with fewer contexts', () => {
  it('has no more than asked for, the same sums, and parents before their children', () => {
    fc.assert(
      fc.property(runs, fc.nat(12), ([random], most) => {
        const profile = withBurst(random);
        const pruned = prune(profile, { contexts: most });
        const [{ contexts: before }] = profile.threads;
        const [{ contexts: after, stretches, bursts }] = pruned.threads;
        const isFolded = (fn: number) => fn >= profile.functions.length;
        const kept = after.function.filter((fn, row) => row > 0 && !isFolded(fn)).length;
        expect(kept).toBe(Math.min(most, before.parent.length - 1));
        for (const name of ['calls', 'self', 'external'] as const) {
          expect(sum(after[name])).toBeCloseTo(sum(before[name]), 9);
        }
        after.parent.forEach((parent, row) => {
          expect(parent).toBeLessThan(row);
          expect(after.function[row]).toBeLessThan(pruned.functions.length);
        });
        const places = [
          ...stretches.flatMap(({ context, heaviest }) => [context, heaviest]),
          ...(bursts ? [...bursts.before, ...bursts.after] : []),
        ];
        for (const row of places) expect(row).toBeLessThan(after.parent.length);
        expect(() => findings(pruned)).not.toThrow();
      }),
    );
  });

  it('keeps what weighs most, with those who called it', () => {
    const names = ['light', 'heavy', 'heavier', 'lighter', 'another', 'tiny', 'tinier'];
    const profile = buildProfile({
      elapsed: 1000,
      names: Object.fromEntries(names.map((name) => [name, {}])),
      threads: [
        {
          contexts: [
            { of: 'light', self: 1 },
            {
              of: 'heavy',
              self: 1,
              children: [
                { of: 'heavier', self: 500 },
                { of: 'lighter', self: 2 },
              ],
            },
            { of: 'another', self: 3 },
            { of: 'tiny', self: 0.5 },
            { of: 'tinier', self: 0.25 },
          ],
        },
      ],
    });
    const pruned = prune(profile, { contexts: 2 });
    const kept = pruned.threads[0].contexts.function.map((fn) => pruned.functions[fn]?.name);
    expect(kept).toEqual([undefined, '… 4 more', 'heavy', 'heavier', '… 1 more']);
  });
});

it('what was folded before is counted with all that it stands for, and has one name', () => {
  const profile = buildProfile({
    elapsed: 100,
    names: Object.fromEntries(['main', 'a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, {}])),
    threads: [
      {
        contexts: [
          {
            of: 'main',
            self: 20,
            children: [
              { of: 'a', self: 10, children: ['b', 'c'].map((of) => ({ of, self: 1 })) },
              { of: 'd', self: 4 },
              { of: 'e', self: 30, children: [{ of: 'f', self: 6 }] },
            ],
          },
        ],
      },
    ],
  });
  const namesIn = ({ threads: [{ contexts }], functions }: Profile) =>
    contexts.function.slice(1).map((fn) => functions[fn].name);
  const once = prune(profile, { minTime: 2 });
  expect(namesIn(once)).toEqual(['main', 'a', '… 2 more', 'd', 'e', 'f']);
  // `a` and its two, and `d`.
  const twice = prune(once, { minTime: 20 });
  expect(namesIn(twice)).toEqual(['main', '… 4 more', 'e', '… 1 more']);
  expect(twice.files.filter(({ path }) => path === '')).toHaveLength(1);
  // One that is still there is the one that others become.
  const again = prune(prune(profile, { minTime: 5 }), { function: 'a' });
  expect(namesIn(again).filter((name) => name.startsWith('…'))).toEqual(['… 2 more', '… 3 more']);
  const names = again.functions.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('the call tree of a comparison has the same sums with fewer contexts', () => {
  fc.assert(
    fc.property(runs, runs, fc.nat(10), (base, head, most) => {
      const tree = comparedTree(base, head);
      const pruned = pruneComparedTree(tree, most);
      for (const side of ['base', 'head'] as const) {
        for (const name of ['calls', 'self', 'external'] as const) {
          expect(sum(pruned[side][name])).toBeCloseTo(sum(tree[side][name]), 9);
        }
      }
      const left = Array.from(pruned.function).filter((fn, row) => row > 0 && fn < 0);
      const kept = pruned.parent.length - left.length;
      expect(kept - 1).toBe(Math.min(most, tree.parent.length - 1));
      expect(kept + sum(left.map((fn) => -1 - fn))).toBe(tree.parent.length);
      pruned.parent.forEach((parent, row) => expect(parent).toBeLessThan(row));
    }),
  );
});
