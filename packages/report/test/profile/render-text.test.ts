import stringWidth from 'string-width';
import { type ProfileReportOptions, renderText } from '../../src/index.js';
import { buildProfile, referenceProfile } from '../support/profile.js';
import { cells, sectionLines } from '../support/sections.js';
import { serviceProfile } from '../support/service-profile.js';

const plain: ProfileReportOptions = { color: false, unicode: true, width: 100 };
const escape = '\u001b';

/** Whether a line of a table is a row: not the legend of the bars. */
const isOfFunction = (line: string) => /^ +\d/.test(line);

describe('the reference example', () => {
  test('shows the table of the design under the wall clock', () => {
    const [head, ...rows] = sectionLines(renderText(referenceProfile(), plain), 'Functions');
    expect(cells(head).slice(0, 6)).toEqual([
      'calls',
      'alive',
      'on stack',
      'self',
      'awaiting',
      'external',
    ]);
    const figures = rows.filter(isOfFunction).map((line) => {
      const [calls, alive, onStack, self, awaiting, external] = cells(line);
      const name = /foo|burn\w+/.exec(line)?.[0];
      return [calls, alive, onStack, self, awaiting, external, name];
    });
    expect(figures).toHaveLength(4);
    expect(figures).toEqual(
      expect.arrayContaining([
        ['1', '4.000', '2.000', '0.000', '2.000', '0.000', 'foo'],
        ['2', '2.000', '0.000', '0.000', '2.000', '2.000', 'burnAsyncIo'],
        ['1', '1.000', '1.000', '1.000', '–', '–', 'burnIo'],
        ['1', '1.000', '1.000', '1.000', '–', '–', 'burnCpu'],
      ]),
    );
    expect(figures.map((row) => row[6]).slice(0, 2)).toEqual(['foo', 'burnAsyncIo']);
  });

  test('shows no waiting under the CPU clock', () => {
    const profile = buildProfile({
      elapsed: 1000,
      clock: { kind: 'cpu', source: 'process.threadCpuUsage' },
      functions: { foo: { kind: 'async' }, burnAsyncIo: { kind: 'async' } },
      threads: [
        {
          contexts: [
            {
              name: 'foo',
              calls: 1,
              suspensions: 2,
              onStack: 1000,
              children: [
                { name: 'burnCpu', calls: 1, self: 1000, onStack: 1000 },
                { name: 'burnAsyncIo', calls: 2, suspensions: 2 },
                { name: 'burnIo', calls: 1 },
              ],
            },
          ],
          sites: [{ name: 'foo', line: 3, suspended: 1, waiting: 0, longest: 0 }],
        },
      ],
    });
    const report = renderText(profile, plain);
    const [head, ...rows] = sectionLines(report, 'Functions');
    expect(cells(head)).toEqual(['calls', 'total', 'self', 'work', 'average', 'function']);
    expect(rows.map((line) => cells(line).slice(0, 3))).toEqual([
      ['1', '1.000', '1.000'],
      ['1', '1.000', '0.000'],
      ['2', '0.000', '0.000'],
      ['1', '0.000', '0.000'],
    ]);
    expect(report).toContain('CPU clock');
    expect(report).not.toMatch(/\bwait\b|waiting|awaiting|external/);
    expect(cells(sectionLines(report, 'Awaits')[0])).toEqual(['times', 'where']);
  });

  test('sums up in a line, shows the tree, the awaits with their source, and the finding', () => {
    const report = renderText(referenceProfile(), plain);
    expect(report).toContain(
      '4.00 s elapsed · █ 2.00 s on stack (50 %) · ▒ 2.00 s off stack (50 %)',
    );
    expect(report).toContain(
      '5 calls of 4 functions · 4 suspensions · at most 2 in flight · all settled',
    );
    const tree = sectionLines(report, 'Call tree');
    expect(tree.map((line) => /foo|[├└]─ burn\w+/.exec(line)?.[0])).toEqual([
      undefined,
      'foo',
      '├─ burnAsyncIo',
      '├─ burnCpu',
      '└─ burnIo',
    ]);
    expect(cells(tree[2]).slice(0, 4)).toEqual(['2', '2.000', '0.000', '2.000']);
    const awaits = sectionLines(report, 'Awaits');
    expect(cells(awaits[1])[0]).toBe('2.000');
    expect(awaits[1]).toContain('burnAsyncIo  main.ts:4:3');
    const full = sectionLines(renderText(referenceProfile(), { ...plain, full: true }), 'Awaits');
    expect(full[2]).toContain('4 │ await new Promise((resolve) => setTimeout(resolve, ms));');
    const findings = sectionLines(report, 'Findings').join(' ');
    expect(findings).toMatch(
      /foo .*one after another.*main\.ts:20 and 22.* If .*save 1\.00 s at most/,
    );
    expect(report).not.toContain('can exceed');
  });
});

describe('layout', () => {
  test.each([60, 80, 100, 120, 140])('no line is wider than %d columns', (width) => {
    const lines = renderText(serviceProfile(), { ...plain, width }).split('\n');
    const tooWide = lines.filter((line) => stringWidth(line) > Math.min(width, 120));
    expect(tooWide).toEqual([]);
  });

  test.each([80, 120])('figures end in the same columns in every row at %d', (width) => {
    const report = renderText(serviceProfile(), { ...plain, width });
    for (const title of ['Functions', 'Call tree']) {
      const [head, ...rows] = sectionLines(report, title);
      const [heading] = /alive|total/.exec(head)!;
      const end = head.indexOf(heading) + heading.length;
      const figures = rows.filter((line) => /\d\.\d/.test(line.slice(0, end)));
      expect(figures.length).toBeGreaterThan(2);
      for (const line of figures)
        expect(line.slice(0, end + 1)).toMatch(/\d(\.\d+)?( (min|s|ms|µs))? ?$/);
    }
  });

  test('is plain ASCII where asked for, but for the names of the user', () => {
    for (const color of [false, true]) {
      const report = renderText(serviceProfile(), { color, unicode: false, width: 120 });
      const ours = report.replace(/[注文を確認する🚀]/gu, '');
      // eslint-disable-next-line no-control-regex
      expect(ours.match(/[^\u0000-\u007f]/gu)).toBeNull();
    }
  });

  test('has escape sequences only for colour, and those do not change the text', () => {
    const uncolored = renderText(serviceProfile(), plain);
    const colored = renderText(serviceProfile(), { ...plain, color: true });
    expect(uncolored).not.toContain(escape);
    expect(colored).toContain(escape);
    // eslint-disable-next-line no-control-regex
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(uncolored);
  });

  test('a name can neither move the cursor nor break the line', () => {
    const report = renderText(serviceProfile(), plain);
    expect(report).toContain('evil [2J name');
  });

  test('nor can the name of a platform', () => {
    const profile = referenceProfile();
    const program = { arguments: ['a.js'], directory: '/', platform: 'node\u2028\u202e[2J' };
    expect(renderText({ ...profile, program }, plain)).toContain('node  [2J');
  });
});

test('needs no options: plain ASCII, without colours, of 100 columns at most', () => {
  const report = renderText(referenceProfile());
  expect(report).toBe(
    renderText(referenceProfile(), { color: false, unicode: false, width: 100, sort: 'span' }),
  );
  expect(report).toMatch(/^[\n\x20-\x7e]*$/);
});
