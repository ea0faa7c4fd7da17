import { callTree, type CallTreeNode } from '../src/index.js';
import { buildProfile } from './build-profile.js';
import { deepRecursion } from './deep-recursion.js';
import { referenceExample } from './reference-example.js';

describe('the call tree', () => {
  it('has the contexts of the reference example with their figures', () => {
    const profile = referenceExample();
    const [root] = callTree(profile);
    const outline = ({
      function: index,
      calls,
      total,
      self,
      children,
    }: CallTreeNode): unknown[] => [
      profile.functions[index]?.name ?? 'root',
      calls,
      total,
      self,
      ...children.map(outline),
    ];
    expect(outline(root)).toEqual([
      'root',
      0,
      0,
      2000,
      [
        'foo',
        1,
        4000,
        0,
        ['burnAsyncIo', 2, 2000, 0],
        ['burnCpu', 1, 1000, 1000],
        ['burnIo', 1, 1000, 1000],
      ],
    ]);
    expect(root).toMatchObject({ size: 5, heaviest: 4000 });
  });

  it('carries every figure of a context', () => {
    const figures = {
      calls: 1,
      carriedIn: 2,
      live: 3,
      suspensions: 4,
      self: 5,
      onStack: 6,
      awaiting: 7,
      paused: 8,
      external: 9,
    };
    const [root] = callTree(
      buildProfile({ names: { f: {} }, contexts: [{ of: 'f', ...figures }] }),
    );
    expect(root.children).toMatchObject([
      {
        function: 0,
        ...figures,
        total: 13,
        work: 5,
        wait: 9,
        heaviest: 13,
        size: 1,
        children: [],
      },
    ]);
  });

  it('weighs a branch by its heaviest call, which may outlive its caller', () => {
    const profile = buildProfile({
      names: { kickOff: {}, job: { kind: 'async' }, rest: {} },
      contexts: [
        { of: 'rest', calls: 1, onStack: 20 },
        { of: 'kickOff', calls: 1, onStack: 1, children: [{ of: 'job', calls: 1, awaiting: 900 }] },
      ],
    });
    const [{ children }] = callTree(profile);
    expect(children.map((node) => [profile.functions[node.function].name, node.heaviest])).toEqual([
      ['kickOff', 900],
      ['rest', 20],
    ]);
    expect(children[0].size).toBe(2);
  });

  it('has a root for each thread', () => {
    const thread = { contexts: [{ of: 'work', calls: 1 }] };
    const roots = callTree(buildProfile({ names: { work: {} }, threads: [thread, thread] }));
    expect(roots.map(({ function: index, size }) => [index, size])).toEqual([
      [-1, 2],
      [-1, 2],
    ]);
  });

  it('takes a recursion as deep as they come', () => {
    const [root] = callTree(deepRecursion(100_000));
    expect(root.size).toBe(100_001);
  });
});
