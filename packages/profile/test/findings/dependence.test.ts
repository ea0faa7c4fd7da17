import { findings } from '../../src/index.js';
import { idleProfile } from './idle-profile.js';

const FUNCTION = { names: { page: { kind: 'async' as const } }, offStack: 1000, idle: 1000 };

/** What is found of a function whose awaits have these waits, and follow each other so. */
function found(
  places: Record<string, { line: number; inLoop?: boolean; dependsOn?: string[]; waiting: number }>,
  sequences: [string, string, number, number][],
) {
  const profile = idleProfile({
    ...FUNCTION,
    places: Object.fromEntries(
      Object.entries(places).map(([name, { waiting: _, ...place }]) => [
        name,
        { of: 'page', ...place },
      ]),
    ),
    sites: Object.fromEntries(
      Object.entries(places).map(([name, { waiting }]) => [name, { suspended: 1, waiting }]),
    ),
    contexts: [{ of: 'page', calls: 1 }],
    sequences,
  });
  return findings(profile).map(({ kind, sites, cost }) => ({
    kind,
    cost,
    lines: sites.map((site) => profile.sites[site].line),
  }));
}

describe('awaits of which the later one depends on the earlier one', () => {
  it('are no finding', () => {
    expect(
      found(
        {
          user: { line: 2, waiting: 20 },
          orders: { line: 3, waiting: 30, dependsOn: ['user'] },
        },
        [['user', 'orders', 1, 20]],
      ),
    ).toEqual([]);
  });

  it('keep those after them apart', () => {
    // user, then its orders: 20 + 30. Rates and news need neither: of 10 + 15, 10 could be saved.
    expect(
      found(
        {
          user: { line: 2, waiting: 20 },
          orders: { line: 3, waiting: 30, dependsOn: ['user'] },
          rates: { line: 4, waiting: 10 },
          news: { line: 5, waiting: 15 },
        },
        [
          ['user', 'orders', 1, 20],
          ['orders', 'rates', 1, 10],
          ['rates', 'news', 1, 15],
        ],
      ),
    ).toEqual([{ kind: 'sequential-awaits', cost: 25, lines: [3, 4, 5] }]);
  });

  it('bound the saving by the longest chain, also where others stand in between', () => {
    // a, b, and c which needs a: the least time is a + c = 60 of 80, so that b = 20 is saved at most.
    expect(
      found(
        {
          a: { line: 2, waiting: 30 },
          b: { line: 3, waiting: 20 },
          c: { line: 4, waiting: 30, dependsOn: ['a'] },
        },
        [
          ['a', 'b', 1, 20],
          ['b', 'c', 1, 30],
        ],
      ),
    ).toEqual([{ kind: 'sequential-awaits', cost: 20, lines: [2, 3, 4] }]);
  });
});

describe('a loop', () => {
  it('with a cursor is no finding', () => {
    expect(
      found({ next: { line: 3, inLoop: true, waiting: 100, dependsOn: ['next'] } }, [
        ['next', 'next', 9, 90],
      ]),
    ).toEqual([]);
  });

  it('that polls is no finding', () => {
    // while (!(await isDone())) await sleep();
    expect(
      found(
        {
          isDone: { line: 3, inLoop: true, waiting: 50, dependsOn: ['isDone'] },
          sleep: { line: 3, inLoop: true, waiting: 50, dependsOn: ['isDone'] },
        },
        [
          ['isDone', 'sleep', 9, 50],
          ['sleep', 'isDone', 9, 45],
        ],
      ),
    ).toEqual([]);
  });

  it('in which only the second await of an iteration depends, and on the first, can overlap', () => {
    // for (const id of ids) { const user = await load(id); await send(user); }
    expect(
      found(
        {
          load: { line: 3, inLoop: true, waiting: 100 },
          send: { line: 4, inLoop: true, waiting: 100, dependsOn: ['load'] },
        },
        [
          ['load', 'send', 10, 90],
          ['send', 'load', 9, 90],
        ],
      ),
    ).toEqual([{ kind: 'await-in-loop', cost: 180, lines: [3, 4] }]);
  });

  it('with a cursor may have awaits within an iteration that could overlap', () => {
    // do { page = await next(page); await log(); await count(); } while (page)
    expect(
      found(
        {
          next: { line: 3, inLoop: true, waiting: 100, dependsOn: ['next'] },
          log: { line: 4, inLoop: true, waiting: 40, dependsOn: ['next'] },
          count: { line: 5, inLoop: true, waiting: 40, dependsOn: ['next'] },
        },
        [
          ['next', 'log', 10, 40],
          ['log', 'count', 10, 40],
          ['count', 'next', 9, 36],
        ],
      ),
    ).toEqual([{ kind: 'sequential-awaits', cost: 40, lines: [4, 5] }]);
  });
});
