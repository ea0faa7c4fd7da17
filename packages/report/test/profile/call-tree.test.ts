import stringWidth from 'string-width';
import { type ProfileReportOptions, renderText } from '../../src/index.js';
import { buildProfile, referenceProfile, type ContextSpec } from '../support/profile.js';
import { cells, sectionLines } from '../support/sections.js';
import { serviceProfile } from '../support/service-profile.js';

const plain: ProfileReportOptions = { color: false, unicode: true, width: 100 };

describe('the call tree', () => {
  const chain = (names: string[], leaf: ContextSpec): ContextSpec =>
    names.reduceRight(
      (child, name) => ({ name, calls: 1, onStack: child.onStack, children: [child] }),
      leaf,
    );
  const tree = (contexts: ContextSpec[], options?: Partial<ProfileReportOptions>) =>
    sectionLines(
      renderText(buildProfile({ elapsed: 1000, threads: [{ contexts }] }), {
        ...plain,
        ...options,
      }),
      'Call tree',
    )
      .slice(1)
      .map((line) => line.replace(/^[\s\d.,/–]*(?=[├└│…\p{L}]|\s{3}[├└…])/u, ''));

  test('shows work and wait where there is room for them', () => {
    const rows = (width: number) =>
      sectionLines(renderText(referenceProfile(), { ...plain, width }), 'Call tree').map(cells);
    expect(rows(60)[0]).not.toContain('work');
    const [head, foo] = rows(120);
    expect(head).toEqual(['calls', 'total', 'self', 'external', 'work', 'wait', 'function']);
    // foo burns and blocks for a second each in what it calls, and waits for two there.
    expect(foo.slice(0, 6)).toEqual(['1', '4.000', '0.000', '0.000', '2.000', '2.000']);
  });

  test('folds recursion into one node, with all its calls and those from outside', () => {
    const report = renderText(
      buildProfile({
        elapsed: 100,
        threads: [
          {
            contexts: [
              {
                name: 'walk',
                calls: 1,
                self: 10,
                onStack: 100,
                children: [
                  {
                    name: 'walk',
                    calls: 175,
                    self: 30,
                    onStack: 90,
                    children: [{ name: 'read', calls: 9, self: 60, onStack: 60 }],
                  },
                ],
              },
            ],
          },
        ],
      }),
      plain,
    );
    const rows = sectionLines(report, 'Call tree').slice(1).map(cells);
    expect(rows[0].slice(0, 3)).toEqual(['176/1', '100.0', '40.0']);
    expect(rows[1].slice(0, 3)).toEqual(['9', '60.0', '60.0']);
    expect(rows).toHaveLength(2);
    expect(sectionLines(report, 'Notes').join(' ')).toContain('176 calls, 1 of them from outside');
  });

  test('folds a long chain that only passes calls on', () => {
    const lines = tree([
      chain(['main', 'run', 'execute', 'dispatch'], {
        name: 'work',
        calls: 1,
        self: 900,
        onStack: 900,
      }),
    ]);
    expect(lines).toEqual([
      expect.stringMatching(/^main /),
      '… through run, execute, dispatch',
      expect.stringMatching(/^└─ work /),
    ]);
  });

  test('keeps a chain in which time is spent', () => {
    const work = { name: 'work', calls: 1, self: 400, onStack: 400 };
    const lines = tree([
      chain(['main', 'run'], {
        name: 'busy',
        calls: 1,
        self: 500,
        onStack: 900,
        children: [chain(['a', 'b'], work)],
      }),
    ]);
    expect(lines.join('\n')).not.toContain('through');
    expect(lines).toHaveLength(6);
  });

  test('folds small branches, counts them and sums them up', () => {
    const small = Array.from({ length: 30 }, (_, index) => ({
      name: `small${index}`,
      calls: 1,
      self: 0.2,
      onStack: 0.2,
    }));
    const main = (children: ContextSpec[]) => ({
      name: 'main',
      calls: 1,
      self: 94,
      onStack: 1000,
      children: [{ name: 'large', calls: 1, self: 900, onStack: 900 }, ...children],
    });
    expect(tree([main(small)])).toEqual([
      expect.stringMatching(/^main /),
      expect.stringMatching(/^├─ large /),
      '└─ … 30 more, 6.00 ms together',
    ]);
    // A tree that can be shown whole is.
    expect(tree([main(small.slice(0, 3))])).toHaveLength(5);
  });

  test('shows a heavy call of a light caller', () => {
    const lines = tree([
      {
        name: 'start',
        calls: 1,
        self: 1,
        onStack: 1,
        children: [{ name: 'server', calls: 1, self: 0, awaiting: 900, external: 900 }],
      },
      { name: 'other', calls: 1, self: 500, onStack: 500 },
    ]);
    expect(lines.map((line) => /start|server|other/.exec(line)?.[0])).toEqual([
      'start',
      'server',
      'other',
    ]);
  });

  test('has a root for each thread where there are several', () => {
    const lines = sectionLines(renderText(serviceProfile(), plain), 'Call tree').map((line) =>
      line.trim(),
    );
    expect(lines).toContain('main');
    expect(lines).toContain('worker 1');
    const single = sectionLines(renderText(referenceProfile(), plain), 'Call tree');
    expect(single.map((line) => line.trim())).not.toContain('main');
  });

  test('survives trees that are deeper than the page is wide', () => {
    const names = Array.from({ length: 200 }, (_, level) => `level${level}`);
    const deep = names.reduceRight<ContextSpec | undefined>(
      (child, name) => ({
        name,
        calls: 1,
        self: 5,
        onStack: 5 + (child?.onStack ?? 0),
        children: child && [child],
      }),
      undefined,
    );
    const lines = tree([deep!], { limit: 1000, minTime: 0, width: 80 });
    expect(lines.at(-1)).toContain('… 1 more');
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });
});
