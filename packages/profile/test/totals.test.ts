import { totals } from '../src/index.js';
import { buildProfile } from './build-profile.js';
import { referenceExample } from './reference-example.js';

describe('the totals', () => {
  it('sum the reference example up', () => {
    expect(totals(referenceExample())).toEqual({
      elapsed: 4000,
      onStack: 2000,
      offStack: 2000,
      awaiting: 2000,
      calls: 5,
      functions: 4,
      suspensions: 4,
      peak: 2,
      unsettled: 0,
      exceedsElapsed: false,
    });
  });

  it('count a wait within the wait of a caller once, and independent waits each', () => {
    const { awaiting } = totals(
      buildProfile({
        names: {
          '<module>': { kind: 'module' },
          serve: { kind: 'async' },
          load: { kind: 'async' },
        },
        contexts: [
          // A module that does not wait itself hides nothing, whatever rounding left of it.
          {
            of: '<module>',
            calls: 1,
            awaiting: 1e-7,
            children: [
              { of: 'serve', awaiting: 50, children: [{ of: 'load', awaiting: 40 }] },
              { of: 'load', awaiting: 30 },
            ],
          },
        ],
      }),
    );
    expect(awaiting).toBe(80);
  });

  it('count what waits for a promise as unsettled, not what its consumer holds', () => {
    const { unsettled } = totals(
      buildProfile({
        names: { f: { kind: 'asyncGenerator' } },
        places: {
          await: { of: 'f', line: 2 },
          forAwait: { of: 'f', line: 3, kind: 'for await' },
          yield: { of: 'f', line: 4, kind: 'yield' },
          delegate: { of: 'f', line: 5, kind: 'yield*' },
        },
        contexts: [{ of: 'f', calls: 15, live: 15 }],
        sites: {
          await: { live: 1 },
          forAwait: { live: 2 },
          yield: { live: 4 },
          delegate: { live: 8 },
        },
      }),
    );
    expect(unsettled).toBe(3);
  });

  it('say when overlapping calls make a total exceed the elapsed time', () => {
    const fetches = (awaiting: number) =>
      totals(
        buildProfile({
          elapsed: 1000,
          names: { fetch: { kind: 'async' } },
          contexts: [{ of: 'fetch', calls: 2, awaiting }],
        }),
      ).exceedsElapsed;
    expect(fetches(1001)).toBe(true);
    expect(fetches(1000)).toBe(false);
    // 1000.0000000001: a sum of floating-point times.
    expect(fetches(1000 + 1e-10)).toBe(false);
  });

  it('add threads up, and take the highest peak', () => {
    const thread = { offStack: 900, contexts: [{ of: 'work', calls: 1, self: 100 }] };
    expect(
      totals(
        buildProfile({
          names: { work: {} },
          threads: [
            { ...thread, peak: 3, elapsed: 1000 },
            { ...thread, peak: 5, elapsed: 800 },
          ],
        }),
      ),
    ).toMatchObject({
      elapsed: 1000,
      onStack: 200,
      offStack: 1800,
      calls: 2,
      functions: 1,
      peak: 5,
    });
  });
});
