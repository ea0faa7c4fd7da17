import { callersAndCallees, callTree, functionTable, mergeRecursion } from '../src/index.js';
import { buildProfile } from './build-profile.js';
import { referenceExample } from './reference-example.js';

describe('work and wait', () => {
  it('are those of the reference example', () => {
    // foo burns 1 s and blocks for 1 s in callees, and waits 2 s in another one.
    const rows = functionTable(referenceExample()).map(({ name, work, wait }) => [
      name,
      work,
      wait,
    ]);
    expect(rows).toEqual([
      ['foo', 2000, 2000],
      ['burnAsyncIo', 0, 2000],
      ['burnIo', 1000, 0],
      ['burnCpu', 1000, 0],
    ]);
  });

  // even (1 ms, waits 8) -> odd (2 ms) -> even (4 ms, waits 16) -> odd (8 ms)
  const recursive = buildProfile({
    offStack: 1000,
    names: { even: { kind: 'async' }, odd: { kind: 'async' } },
    contexts: [
      {
        of: 'even',
        calls: 1,
        self: 1,
        external: 8,
        children: [
          {
            of: 'odd',
            calls: 1,
            self: 2,
            children: [
              {
                of: 'even',
                calls: 1,
                self: 4,
                external: 16,
                children: [{ of: 'odd', calls: 1, self: 8 }],
              },
            ],
          },
        ],
      },
    ],
  });

  it('count recursion once', () => {
    const rows = functionTable(recursive).map(({ name, work, wait }) => [name, work, wait]);
    expect(rows).toEqual([
      ['even', 1 + 2 + 4 + 8, 8 + 16],
      ['odd', 2 + 4 + 8, 16],
    ]);
  });

  it('count it once on each side of a call', () => {
    const { callers, callees } = callersAndCallees(recursive, 1);
    expect(callers).toMatchObject([{ function: 0, work: 14, wait: 16 }]);
    expect(callees).toMatchObject([{ function: 0, work: 12, wait: 16 }]);
  });

  it('leave the idle time of the thread out of its root', () => {
    const [root] = callTree(recursive);
    expect(root).toMatchObject({ self: 1000, work: 15, wait: 24 });
  });

  it('are those of the outermost call in a tree without recursion', () => {
    const even = mergeRecursion(callTree(recursive)[0]).children[0];
    expect(even).toMatchObject({ work: 15, wait: 24 });
    expect(even.children).toMatchObject([{ work: 14, wait: 16 }]);
  });

  it('of a call contain those of its callees, however these overlap', () => {
    // Three queries at once, 100 ms each: their total is three times their caller's.
    const [load, query] = functionTable(
      buildProfile({
        names: { load: { kind: 'async' }, query: { kind: 'async' } },
        contexts: [
          {
            of: 'load',
            calls: 1,
            awaiting: 100,
            children: [{ of: 'query', calls: 3, awaiting: 300, external: 300 }],
          },
        ],
      }),
    );
    expect([load.total, query.total]).toEqual([100, 300]);
    expect([load.wait, query.wait]).toEqual([300, 300]);
  });
});
