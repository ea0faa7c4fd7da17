import fc from 'fast-check';
import {
  comparedTree,
  compareProfiles,
  COMPARED_COUNTS,
  COMPARED_TIMES,
  largerWidths,
  presence,
  regressions,
  type ComparedFunction,
  type Comparison,
  type Difference,
} from '../../src/index.js';
import { runs } from './random-profiles.js';

const by = fc.constantFrom(...COMPARED_TIMES);
const OPPOSITE = { better: 'worse', worse: 'better', same: 'same' } as const;

function differences({ counts, time, exclusive }: ComparedFunction): Difference[] {
  return [...COMPARED_COUNTS.map((name) => counts[name]), time, exclusive];
}

/** What a comparison says of each function and call, in an order that no side decides. */
function essence({ functions, edges }: Comparison) {
  const key = (row: number) => (row < 0 ? '' : keyOf(functions[row]));
  return {
    functions: functions
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      .map((fn) => ({
        base: fn.base,
        head: fn.head,
        split: fn.split,
        differences: differences(fn).map(({ base, head, change, p, verdict }) => {
          return { base, head, change, p, verdict };
        }),
      })),
    edges: edges
      .map(({ status, caller, callee }) => [status, key(caller), key(callee)])
      .toSorted((a, b) => (a.join() < b.join() ? -1 : 1)),
  };
}

/** The same as it must be with the sides swapped. */
function swapped({ functions, edges }: ReturnType<typeof essence>): ReturnType<typeof essence> {
  return {
    functions: functions.map((fn) => ({
      base: fn.head,
      head: fn.base,
      split: {
        calledMore: negated(fn.split.calledMore),
        eachSlower: negated(fn.split.eachSlower),
      },
      differences: fn.differences.map(({ base, head, change, p, verdict }) => {
        return {
          base: head,
          head: base,
          change: negated(change),
          p,
          verdict: verdict && OPPOSITE[verdict],
        };
      }),
    })),
    edges: edges
      .map(([status, caller, callee]) => [
        status === 'appeared' ? 'vanished' : 'appeared',
        caller,
        callee,
      ])
      .toSorted((a, b) => (a.join() < b.join() ? -1 : 1)),
  };
}

/** Without the sign of zero. */
function negated(value: number): number {
  return 0 - value;
}

/** A function by what does not depend on which side is the base. */
function keyOf({ base, head, kind, name }: ComparedFunction): string {
  const places = [base, head].map((place) => JSON.stringify(place ?? null)).sort();
  return JSON.stringify([kind, name, places]);
}

describe('the comparison of random profiles', () => {
  it('of some with themselves finds nothing', () => {
    fc.assert(
      fc.property(runs, by, (profiles, time) => {
        const comparison = compareProfiles(profiles, profiles, { by: time });
        const { functions } = comparison;
        const changes = functions.flatMap(differences).filter(({ change }) => change !== 0);
        expect(changes).toEqual([]);
        const splits = functions.flatMap(({ split }) => [split.calledMore, split.eachSlower]);
        expect(splits.filter((part) => part !== 0)).toEqual([]);
        expect(functions.filter((fn) => presence(fn, comparison) !== 'both')).toEqual([]);
        expect(functions.filter(({ time: { verdict = 'same' } }) => verdict !== 'same')).toEqual(
          [],
        );
        expect(comparison).toMatchObject({ edges: [], moved: [] });
        expect(Object.values(regressions(comparison)).every((count) => count === 0)).toBe(true);
      }),
    );
  });

  it('negates when the sides are swapped', () => {
    fc.assert(
      fc.property(runs, runs, by, (base, head, time) => {
        const forth = compareProfiles(base, head, { by: time });
        const back = compareProfiles(head, base, { by: time });
        expect(essence(back)).toEqual(swapped(essence(forth)));
      }),
    );
  });

  it('splits each difference in time into two parts that add up to it', () => {
    fc.assert(
      fc.property(runs, runs, by, (base, head, time) => {
        for (const { split, time: difference, counts } of compareProfiles(base, head, { by: time })
          .functions) {
          expect(split.calledMore + split.eachSlower).toBeCloseTo(difference.change, 9);
          const { base: before, head: after, change } = counts.calls;
          if (change === 0) expect(split.calledMore).toBe(0);
          else if (before.median === 0 || after.median === 0) expect(split.eachSlower).toBe(0);
        }
      }),
    );
  });

  it('leaves no function and no call out', () => {
    fc.assert(
      fc.property(runs, runs, (base, head) => {
        const { functions } = compareProfiles(base, head);
        const calls = (profiles: typeof base, run: number) => {
          const { contexts } = profiles[run].threads[0];
          return contexts.calls.reduce((sum, count) => sum + count, 0);
        };
        for (const [side, profiles] of Object.entries({ base, head })) {
          profiles.forEach((_, run) => {
            const sum = functions.reduce(
              (total, { counts }) => total + counts.calls[side as 'base'].values[run],
              0,
            );
            expect(sum).toBe(calls(profiles, run));
          });
        }
      }),
    );
  });

  it('draws both trees as one in which no child is wider than its parent', () => {
    fc.assert(
      fc.property(runs, runs, (base, head) => {
        const tree = comparedTree(base, head);
        const widths = largerWidths(tree, ['self', 'external']);
        const children = new Float64Array(widths.length);
        for (let row = 1; row < widths.length; row++) children[tree.parent[row]] += widths[row];
        children.forEach((sum, row) => expect(sum).toBeLessThanOrEqual(widths[row] * (1 + 1e-9)));
        const mean = (profiles: typeof base) =>
          profiles
            .flatMap(({ threads }) => threads[0].contexts.calls)
            .reduce((sum, count) => sum + count, 0) / profiles.length;
        const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
        expect(sum(tree.base.calls)).toBeCloseTo(mean(base), 9);
        expect(sum(tree.head.calls)).toBeCloseTo(mean(head), 9);
        const { functions } = compareProfiles(base, head);
        expect(Math.max(...tree.function)).toBeLessThan(functions.length);
      }),
    );
  });
});
