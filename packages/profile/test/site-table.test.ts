import { siteTable } from '../src/index.js';
import { buildProfile } from './build-profile.js';
import { referenceExample } from './reference-example.js';

describe('the site table', () => {
  it('names the sites of the reference example, with their source', () => {
    expect(
      siteTable(referenceExample()).map((row) => [
        row.functionName,
        row.file,
        row.line,
        row.source,
        row.suspended,
        row.waiting,
        row.mean,
      ]),
    ).toEqual([
      ['foo', 'main.ts', 3, 'await burnAsyncIo(1000);', 1, 1000, 1000],
      ['foo', 'main.ts', 5, 'await burnAsyncIo(1000);', 1, 1000, 1000],
      ['burnAsyncIo', 'main.ts', 8, 'await timer(time);', 2, 2000, 1000],
    ]);
  });

  it('knows how long what hangs has waited so far', () => {
    const of = (resumed: number, live: number, waiting: number, longest: number) => {
      const counts = resumed > 0 ? [resumed] : [];
      const figures = { suspended: resumed + live, resumed, live, waiting, longest };
      // Bucket 640 begins at 1.024 ms, and ends 16 µs later.
      const histogram = { first: counts.length === 0 ? 0 : 640, counts };
      return siteTable(
        buildProfile({
          names: { f: { kind: 'async' } },
          places: { here: { of: 'f', line: 2 } },
          sites: { here: { ...figures, histogram } },
        }),
      )[0].ongoing;
    };
    expect(of(0, 2, 30, 0)).toBe(15);
    expect(of(2, 0, 2.06, 1.03)).toBeUndefined();
    // The two that have ended took at most as long as the longest.
    expect(of(2, 1, 12.06, 1.03)).toBeCloseTo(10, 9);
    // They may have taken all of it, or more: of the one that goes on nothing is known.
    expect(of(2, 1, 2.06, 1.03)).toBeUndefined();
    expect(of(2, 1, 2.05, 1.03)).toBeUndefined();
    expect(of(0, 1, 0, 0)).toBe(0);
  });

  it('merges threads', () => {
    const thread = (longest: number, counts: number[]) => ({
      sites: {
        here: {
          // Of three waits, the first had begun before the window opened.
          suspended: 2,
          resumed: 2,
          live: 1,
          waiting: 6,
          longest,
          histogram: { first: 40, counts },
        },
      },
    });
    const [row] = siteTable(
      buildProfile({
        names: { f: { kind: 'async' } },
        places: { here: { of: 'f', line: 2, inLoop: true } },
        threads: [thread(4, [1, 1]), thread(3, [2])],
      }),
    );
    expect(row).toMatchObject({
      kind: 'await',
      inLoop: true,
      source: undefined,
      suspended: 4,
      resumed: 4,
      live: 2,
      waiting: 12,
      longest: 4,
      // Four waits that ended and two that go on.
      mean: 2,
      histogram: { first: 40, counts: [3, 1] },
    });
  });

  it('gives percentiles, none above the longest wait', () => {
    const [row] = siteTable(
      buildProfile({
        names: { f: { kind: 'async' } },
        places: { here: { of: 'f', line: 2 } },
        // Ten waits in the bucket from 1.024 to 1.04 ms.
        sites: { here: { resumed: 10, longest: 1.03, histogram: { first: 640, counts: [10] } } },
      }),
    );
    expect(row.p50).toBeLessThan(1.03);
    expect(row.p90).toBeLessThan(1.03);
    expect(row.p99).toBe(1.03);
  });

  it('has no mean and no percentile where nobody waited', () => {
    const [row] = siteTable(
      buildProfile({
        names: { f: { kind: 'async' } },
        places: { here: { of: 'f', line: 2 } },
        sites: { here: {} },
      }),
    );
    expect([row.mean, row.p50, row.p90, row.p99]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('has no longest wait where none has ended yet', () => {
    const [row] = siteTable(
      buildProfile({
        names: { f: { kind: 'async' } },
        places: { here: { of: 'f', line: 2 } },
        sites: { here: { suspended: 1, live: 1, waiting: 500 } },
      }),
    );
    expect(row).toMatchObject({ live: 1, mean: 500, longest: undefined });
  });

  it('leaves out sites that were not reached, and keeps the order of the source', () => {
    const table = siteTable(
      buildProfile({
        names: { f: { kind: 'async' } },
        places: {
          a: { of: 'f', line: 2 },
          b: { of: 'f', line: 3 },
          c: { of: 'f', line: 4 },
        },
        sites: { c: { suspended: 1 }, a: { suspended: 1 } },
      }),
    );
    expect(table.map(({ site, line }) => [site, line])).toEqual([
      [0, 2],
      [2, 4],
    ]);
  });
});
