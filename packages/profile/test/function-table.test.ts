import { functionTable, histogramCount, type Histogram } from '../src/index.js';
import { buildProfile } from './build-profile.js';
import { deepRecursion } from './deep-recursion.js';
import { referenceExample } from './reference-example.js';

describe('the function table', () => {
  it('gives the figures of the reference example', () => {
    const figures = functionTable(referenceExample()).map((row) => [
      row.name,
      row.calls,
      row.total,
      row.onStack,
      row.self,
      row.awaiting,
      row.external,
      row.average,
    ]);
    expect(figures).toEqual([
      ['foo', 1, 4000, 2000, 0, 2000, 0, 4000],
      ['burnAsyncIo', 2, 2000, 0, 0, 2000, 2000, 1000],
      ['burnIo', 1, 1000, 1000, 1000, 0, 0, 1000],
      ['burnCpu', 1, 1000, 1000, 1000, 0, 0, 1000],
    ]);
  });

  it('says where a function stands', () => {
    const [row] = functionTable(
      buildProfile({
        names: { 'Cart.checkout': { kind: 'async', file: 'src/cart.ts', line: 12, counted: true } },
        contexts: [{ of: 'Cart.checkout', calls: 1 }],
      }),
    );
    expect(row).toMatchObject({
      function: 0,
      name: 'Cart.checkout',
      kind: 'async',
      file: 'src/cart.ts',
      line: 12,
      column: 1,
      counted: true,
    });
  });

  it('counts recursion once, by logical ancestors', () => {
    // even -> odd -> even -> odd, each waiting for the next: 40 ms, 30, 20 and 10.
    const [even, odd] = functionTable(
      buildProfile({
        names: { even: { kind: 'async' }, odd: { kind: 'async' } },
        contexts: [
          {
            of: 'even',
            calls: 1,
            suspensions: 1,
            self: 1,
            awaiting: 40,
            paused: 4,
            children: [
              {
                of: 'odd',
                calls: 1,
                suspensions: 1,
                self: 2,
                awaiting: 30,
                children: [
                  {
                    of: 'even',
                    calls: 1,
                    suspensions: 1,
                    self: 3,
                    awaiting: 20,
                    paused: 2,
                    children: [{ of: 'odd', calls: 1, self: 4, awaiting: 10, external: 10 }],
                  },
                ],
              },
            ],
          },
        ],
        functions: { even: { onStack: 10 }, odd: { onStack: 9 } },
      }),
    );
    expect(even).toMatchObject({
      calls: 2,
      outermostCalls: 1,
      suspensions: 2,
      self: 4,
      onStack: 10,
      awaiting: 40,
      paused: 4,
      external: 0,
      total: 50,
      average: 25,
    });
    expect(odd).toMatchObject({
      calls: 2,
      outermostCalls: 1,
      suspensions: 1,
      self: 6,
      onStack: 9,
      awaiting: 30,
      external: 10,
      total: 39,
    });
  });

  it('adds up separate branches, which are no recursion', () => {
    const table = functionTable(
      buildProfile({
        names: { a: {}, b: {}, leaf: { kind: 'async' } },
        contexts: [
          { of: 'a', calls: 1, children: [{ of: 'leaf', calls: 2, awaiting: 5 }] },
          { of: 'b', calls: 1, children: [{ of: 'leaf', calls: 3, awaiting: 7 }] },
          { of: 'leaf', calls: 4, awaiting: 11 },
        ],
      }),
    );
    expect(table[2]).toMatchObject({ name: 'leaf', calls: 9, outermostCalls: 9, awaiting: 23 });
  });

  it('sums threads, and takes the larger span and peak', () => {
    const thread = (calls: number, span: number, peak: number) => ({
      contexts: [{ of: 'work', calls, self: 10, onStack: 10, live: 1 }],
      functions: { work: { onStack: 10, span, peak } },
    });
    const [row] = functionTable(
      buildProfile({ names: { work: {} }, threads: [thread(2, 300, 1), thread(3, 200, 4)] }),
    );
    expect(row).toMatchObject({ calls: 5, self: 20, onStack: 20, live: 2, span: 300, peak: 4 });
  });

  it('has the durations of all threads, and no percentile beyond the longest', () => {
    const thread = (longest: number, life: Histogram) => ({
      contexts: [{ of: 'load', calls: 9 }],
      functions: { load: { longest, life } },
    });
    // Bucket 640 begins at 1.024 ms, bucket 641 at 1.04 ms, bucket 1280 at 1048.576 ms.
    const threads = [
      thread(1.03, { first: 640, counts: [9] }),
      thread(1050, { first: 1280, counts: [1] }),
      thread(0, { first: 0, counts: [] }),
    ];
    const [row] = functionTable(buildProfile({ names: { load: { kind: 'async' } }, threads }));
    // The fifth of nine stands in the middle of their bucket.
    expect(row.p50).toBeCloseTo(1.032, 12);
    expect(row.p90).toBeLessThan(1.04);
    expect(row).toMatchObject({ longest: 1050, p99: 1050 });
    expect(histogramCount(row.life)).toBe(10);
  });

  it('has no durations for a function of which none ended', () => {
    const [row] = functionTable(
      buildProfile({ names: { work: {} }, contexts: [{ of: 'work', calls: 1 }] }),
    );
    expect(row).toMatchObject({ longest: undefined, p50: undefined, p90: undefined });
  });

  it('has no average for a function that was only carried in', () => {
    const [row] = functionTable(
      buildProfile({
        names: { serve: { kind: 'async' } },
        contexts: [{ of: 'serve', carriedIn: 1, awaiting: 100 }],
      }),
    );
    expect(row).toMatchObject({ calls: 0, carriedIn: 1, total: 100, average: undefined });
  });

  it('leaves out functions that were not alive', () => {
    const table = functionTable(
      buildProfile({
        names: { unused: {}, exited: {}, child: {} },
        contexts: [{ of: 'exited', children: [{ of: 'child', calls: 1 }] }],
      }),
    );
    expect(table.map(({ name, function: index }) => [name, index])).toEqual([['child', 2]]);
  });

  it('takes a recursion as deep as they come', () => {
    const [row] = functionTable(deepRecursion(100_000));
    expect(row).toMatchObject({ calls: 100_000, outermostCalls: 1, self: 100_000 });
  });
});
