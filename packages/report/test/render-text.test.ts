import stringWidth from 'string-width';
import { renderText, SORT_KEYS, type TextReportOptions } from '../src/index.js';
import {
  buildProfile,
  referenceProfile,
  type ContextSpec,
  type ThreadSpec,
} from './support/profile.js';
import { cells, sectionLines } from './support/sections.js';

const plain: TextReportOptions = { color: false, unicode: true, width: 100 };
const escape = '\u001b';

/** A request of a service, with long and wide names, recursion, threads and things that hang. */
function serviceProfile() {
  const query: ContextSpec = {
    name: 'Pool.query',
    calls: 8400,
    live: 1,
    suspensions: 8401,
    self: 160,
    onStack: 160,
    awaiting: 43_900,
    external: 43_900,
  };
  return buildProfile({
    elapsed: 12_345,
    functions: {
      handleRequest: { kind: 'async', file: '/app/server.ts' },
      'OrderRepository.findAllWithCustomersAndTheirAddresses': {
        kind: 'async',
        file: '/app/src/db/repositories/order-repository.ts',
      },
      'Pool.query': { kind: 'async', file: '/app/src/db/pool.ts' },
      注文を確認する: { kind: 'async', file: '/app/src/注文/確認.ts' },
      '🚀 launch': { file: '/app/src/launch.ts' },
      escapeHtml: { counted: true },
      'evil\u001b[2J\nname': {},
    },
    threads: [
      {
        peak: 128,
        contexts: [
          {
            name: 'handleRequest',
            calls: 1204,
            live: 1,
            suspensions: 2408,
            self: 210,
            onStack: 1870,
            awaiting: 61_030,
            children: [
              {
                name: 'OrderRepository.findAllWithCustomersAndTheirAddresses',
                calls: 700,
                live: 1,
                suspensions: 8401,
                self: 300,
                onStack: 460,
                awaiting: 44_210,
                children: [query],
              },
              { name: '注文を確認する', calls: 7, carriedIn: 2, awaiting: 900, external: 900 },
              {
                name: '🚀 launch',
                calls: 12,
                self: 1200,
                onStack: 1200,
                children: [{ name: 'escapeHtml', calls: 1_284_002 }],
              },
              { name: 'evil\u001b[2J\nname', calls: 1, self: 0.5, onStack: 0.5 },
            ],
          },
        ],
        sites: [
          {
            name: 'OrderRepository.findAllWithCustomersAndTheirAddresses',
            line: 121,
            source: `    const customer = await this.pool.query(CUSTOMER_BY_ID, [order.customerId, ${'x'.repeat(80)}]);`,
            inLoop: true,
            suspended: 8401,
            live: 1,
            waiting: 43_950,
            longest: 412,
          },
          {
            name: '注文を確認する',
            line: 9,
            source: '  await 確認();',
            suspended: 7,
            waiting: 900,
            longest: 200,
          },
        ],
        sequences: [{ before: 0, after: 0, count: 7700, saving: 38_000 }],
        stretches: [{ start: 5000, duration: 380, context: 1 }],
      },
      { contexts: [{ name: '🚀 launch', calls: 1, self: 4000, onStack: 4000 }] },
    ],
    notes: ['The clock went backwards once.'],
  });
}

describe('the reference example', () => {
  test('shows the table of the design under the wall clock', () => {
    const [head, ...rows] = sectionLines(renderText(referenceProfile(), plain), 'Functions');
    expect(cells(head).slice(0, 6)).toEqual([
      'calls',
      'total',
      'on stack',
      'self',
      'awaiting',
      'external',
    ]);
    const figures = rows.map((line) => {
      const [calls, total, onStack, self, awaiting, external] = cells(line);
      const name = /foo|burn\w+/.exec(line)?.[0];
      return [calls, total, onStack, self, awaiting, external, name];
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
    expect(cells(head)).toEqual(['calls', 'total', 'self', 'average', 'function']);
    expect(rows.map((line) => cells(line).slice(0, 3))).toEqual([
      ['1', '1.000', '1.000'],
      ['1', '1.000', '0.000'],
      ['2', '0.000', '0.000'],
      ['1', '0.000', '0.000'],
    ]);
    expect(report).toContain('CPU clock');
    expect(report).not.toMatch(/waiting|awaiting|external/);
    expect(cells(sectionLines(report, 'Awaits')[0])).toEqual(['times', 'where']);
  });

  test('sums up in a line, shows the tree, the awaits with their source, and the finding', () => {
    const report = renderText(referenceProfile(), plain);
    expect(report).toContain('4.00 s elapsed · 2.00 s on stack · 2.00 s waiting');
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
    expect(awaits[2]).toContain('4 │ await new Promise((resolve) => setTimeout(resolve, ms));');
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
      const end = head.indexOf('total') + 'total'.length;
      const figures = rows.filter((line) => /\d\.\d/.test(line.slice(0, end)));
      expect(figures.length).toBeGreaterThan(2);
      for (const line of figures) expect(line.slice(0, end + 1)).toMatch(/\d\.\d+ ?$/);
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
});

describe('hidden rows', () => {
  test('are counted, and the notes say how to see them', () => {
    const report = renderText(serviceProfile(), { ...plain, limit: 2 });
    const functions = sectionLines(report, 'Functions');
    expect(functions).toHaveLength(1 + 2 + 1);
    expect(functions[3]).toContain('5 more functions');
    expect(sectionLines(report, 'Notes').join(' ')).toMatch(
      /Hidden: 5 functions, \d+ branch(es)?, .*--limit 10 --min-time 0/,
    );
  });

  test('below the threshold are hidden in every section, but nothing that hangs', () => {
    const report = renderText(serviceProfile(), { ...plain, minTime: 1000 });
    expect(sectionLines(report, 'Functions').join('\n')).not.toContain('注文');
    expect(sectionLines(report, 'Call tree').join('\n')).not.toContain('注文');
    expect(sectionLines(report, 'Awaits').join('\n')).not.toContain('注文');
    expect(sectionLines(report, 'Awaits').join('\n')).toContain('… 1 more await');
    const everything = renderText(serviceProfile(), { ...plain, minTime: 50_000 });
    expect(sectionLines(everything, 'Awaits').join('\n')).toContain('order-repository.ts:121');
  });

  test('nothing hidden, nothing said', () => {
    const report = renderText(serviceProfile(), { ...plain, limit: 1000, minTime: 0 });
    expect(report).not.toContain('Hidden');
    expect(report).not.toContain(' more');
  });
});

describe('functions below a threshold', () => {
  const render = (options: Partial<TextReportOptions>) =>
    renderText(serviceProfile(), { ...plain, limit: 100, ...options });
  const functionNames = (report: string) =>
    sectionLines(report, 'Functions')
      .map((line) => /handleRequest|Order|Pool\.query|注文|launch|escapeHtml|evil/.exec(line)?.[0])
      .filter((name) => name !== undefined)
      .sort();
  const notes = (report: string) => sectionLines(report, 'Notes').join(' ').replace(/\s+/g, ' ');

  test('leave every section, and the notes say how many', () => {
    const report = render({ minCalls: 100 });
    expect(functionNames(report)).toEqual(['Order', 'Pool.query', 'escapeHtml', 'handleRequest']);
    expect(sectionLines(report, 'Call tree').join('\n')).not.toMatch(/注文|launch|evil/);
    expect(sectionLines(report, 'Awaits').join('\n')).not.toContain('注文');
    expect(notes(report)).toContain('Left out: 3 functions with fewer than 100 calls.');
  });

  test('by time: less than a total', () => {
    const report = render({ minTime: 5000 });
    expect(functionNames(report)).toEqual(['Order', 'Pool.query', 'handleRequest', 'launch']);
    expect(notes(report)).toContain('Left out: 3 functions with less than 5.00 s in total.');
    expect(notes(render({ minTime: 5000, minCalls: 100 }))).toContain(
      'Left out: 4 functions with fewer than 100 calls or less than 5.00 s in total.',
    );
  });

  test('leave no gap in the call tree: what they called hangs off their callers, as one', () => {
    const report = renderText(
      buildProfile({
        elapsed: 100,
        threads: [
          {
            contexts: [
              {
                name: 'main',
                calls: 9,
                self: 10,
                onStack: 100,
                children: [
                  {
                    name: 'once',
                    calls: 1,
                    self: 40,
                    onStack: 60,
                    children: [{ name: 'read', calls: 5, self: 20, onStack: 20 }],
                  },
                  { name: 'read', calls: 10, self: 30, onStack: 30 },
                ],
              },
            ],
          },
        ],
      }),
      { ...plain, minCalls: 2 },
    );
    const rows = sectionLines(report, 'Call tree').slice(1).map(cells);
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['9', '100.0', '10.0'],
      ['15', '50.0', '50.0'],
    ]);
    expect(report).toContain('25 calls of 3 functions');
  });

  test('what hangs is told all the same', () => {
    const report = render({ minCalls: 1_000_000 });
    expect(functionNames(report)).toEqual(['escapeHtml']);
    expect(sectionLines(report, 'Awaits').join('\n')).toContain('order-repository.ts:121');
    expect(sectionLines(report, 'Findings').join('\n')).toContain('never went on');
    expect(notes(report)).toMatch(/Hidden: .*--min-calls 1/);
  });

  test('may be all', () => {
    const report = render({ minTime: 1e9 });
    expect(functionNames(report)).toEqual([]);
    expect(notes(report)).toContain('Left out: 7 functions');
    expect(report).not.toContain('No instrumented function ran');
  });

  test('a threshold that all pass says nothing', () => {
    expect(render({ minCalls: 1, minTime: 0 })).not.toContain('Left out');
  });
});

describe('compensated figures', () => {
  const measured = () => {
    const profile = buildProfile({
      elapsed: 200,
      threads: [
        {
          contexts: [
            {
              name: 'main',
              calls: 1,
              self: 51,
              onStack: 171,
              children: [{ name: 'work', calls: 10, self: 120, onStack: 120 }],
            },
          ],
        },
      ],
    });
    const free = { inside: 0, outside: 0 };
    profile.threads[0].probeCosts = {
      call: { inside: 1, outside: 2 },
      count: free,
      coroutine: free,
      suspension: free,
    };
    return profile;
  };
  const table = (options: Partial<TextReportOptions>) =>
    sectionLines(renderText(measured(), { ...plain, ...options }), 'Functions').map((line) =>
      cells(line).slice(0, 6),
    );

  test('are those less the probes, and the notes say so', () => {
    // work: 120 - 10 * 1; main: 51 - 1 of its own - 10 * 2 around its calls.
    const [, main, work] = table({ compensate: true, sort: 'total' });
    expect(main.slice(0, 4)).toEqual(['1', '140.0', '140.0', '30.0']);
    expect(work.slice(0, 4)).toEqual(['10', '110.0', '110.0', '110.0']);
    const report = renderText(measured(), { ...plain, compensate: true });
    expect(sectionLines(report, 'Notes').join(' ')).toContain('Compensated: ');
    expect(report).toContain('167 ms elapsed');
  });

  test('stand beside those as measured on request', () => {
    const [head, main] = table({ compensate: true, raw: true });
    expect(head.slice(1)).toEqual(['total', 'raw total', 'on stack', 'self', 'raw self']);
    expect(main.slice(1)).toEqual(['140.0', '171.0', '140.0', '30.0', '51.0']);
  });

  test('are not shown unasked', () => {
    expect(table({ raw: true })[1].slice(0, 4)).toEqual(['1', '171.0', '171.0', '51.0']);
  });

  test('are refused where nobody has measured the probes', () => {
    const render = () => renderText(referenceProfile(), { ...plain, compensate: true });
    expect(render).toThrow('does not say what its probes cost; profile the program again');
  });
});

describe('tags', () => {
  const tagged = () => {
    const request = (tag: string, self: number): ThreadSpec => ({
      id: 0,
      tag,
      contexts: [
        {
          name: 'handle',
          calls: 1,
          suspensions: 1,
          self,
          onStack: self,
          awaiting: 100,
          external: 100,
        },
      ],
    });
    return buildProfile({
      elapsed: 1000,
      functions: { handle: { kind: 'async' } },
      threads: [
        { contexts: [{ name: 'serve', calls: 1, self: 5, onStack: 5 }] },
        request('GET /cart', 30),
        request('GET /\u001b[2J', 50),
      ],
    });
  };
  const render = (options: Partial<TextReportOptions>) =>
    renderText(tagged(), { ...plain, ...options });

  test('are one program together, which says that it has tags', () => {
    const report = render({});
    expect(report).toContain('3 calls of 2 functions · 2 suspensions');
    expect(report).toContain('2 tags');
    expect(report).not.toContain('threads');
    expect(sectionLines(report, 'Tags')).toEqual([]);
    expect(sectionLines(report, 'Notes').join(' ')).toContain('--tags lists the tags');
    const [first] = sectionLines(report, 'Call tree').slice(1);
    expect(cells(first).slice(0, 3)).toEqual(['2', '280.0', '80.0']);
  });

  test('have a table on request, and control characters are not printed', () => {
    const [head, ...rows] = sectionLines(render({ tags: true }), 'Tags').map(cells);
    expect(head).toEqual(['calls', 'total', 'self', 'awaiting', 'external', 'tag']);
    expect(rows).toEqual([
      ['1', '150.0', '50.0', '100.0', '100.0', 'GET / [2J'],
      ['1', '130.0', '30.0', '100.0', '100.0', 'GET /cart'],
      ['1', '5.0', '5.0', '0.0', '0.0', '(none)'],
    ]);
    const short = render({ tags: true, limit: 1 });
    expect(sectionLines(short, 'Tags').at(-1)).toContain('2 more tags');
    expect(sectionLines(short, 'Notes').join(' ')).toContain('Hidden: 2 tags');
  });

  test('cut every section', () => {
    const report = render({ tag: 'GET /cart' });
    expect(report).toContain('tag GET /cart');
    expect(report).toContain('1 call of 1 function');
    expect(report).toContain('30.0 ms on stack · 970 ms waiting');
    expect(report).not.toContain('serve');
    expect(report).not.toContain('put together');
    expect(() => render({ tag: 'GET /' })).toThrow('has no tag "GET /"; choose one of GET /cart');
  });
});

describe('sorting', () => {
  const names = (options: Partial<TextReportOptions>) =>
    sectionLines(renderText(referenceProfile(), { ...plain, ...options }), 'Functions')
      .slice(1)
      .map((line) => /foo|burn\w+/.exec(line)?.[0]);

  test('by name is alphabetical, by calls the most called first', () => {
    expect(names({ sort: 'name' })).toEqual(['burnAsyncIo', 'burnCpu', 'burnIo', 'foo']);
    expect(names({ sort: 'calls' })[0]).toBe('burnAsyncIo');
    expect(names({ sort: 'self' }).slice(0, 2).sort()).toEqual(['burnCpu', 'burnIo']);
    expect(names({ sort: 'external' })[0]).toBe('burnAsyncIo');
  });

  test.each(SORT_KEYS)('by %s shows that figure', (sort) => {
    const [head] = sectionLines(
      renderText(referenceProfile(), { ...plain, sort, width: 120 }),
      'Functions',
    );
    const heading = { onStack: 'on stack', outermostCalls: 'outermost', name: 'function' }[
      sort as string
    ];
    expect(cells(head)).toContain(heading ?? sort);
  });

  test('an unknown key is an error that lists the known ones', () => {
    const render = () => renderText(referenceProfile(), { ...plain, sort: 'wall' as 'total' });
    expect(render).toThrow(RangeError);
    for (const key of ['"wall"', ...SORT_KEYS]) expect(render).toThrow(key);
  });
});

describe('the call tree', () => {
  const chain = (names: string[], leaf: ContextSpec): ContextSpec =>
    names.reduceRight(
      (child, name) => ({ name, calls: 1, onStack: child.onStack, children: [child] }),
      leaf,
    );
  const tree = (contexts: ContextSpec[], options?: Partial<TextReportOptions>) =>
    sectionLines(
      renderText(buildProfile({ elapsed: 1000, threads: [{ contexts }] }), {
        ...plain,
        ...options,
      }),
      'Call tree',
    )
      .slice(1)
      .map((line) => line.replace(/^[\s\d.,/–]*(?=[├└│…\p{L}]|\s{3}[├└…])/u, ''));

  test('folds recursion into one node, its calls and those from outside told apart', () => {
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

  test('keeps a chain in which somebody spends time', () => {
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

describe('what a reader must know', () => {
  const notes = () =>
    sectionLines(renderText(serviceProfile(), plain), 'Notes').join(' ').replace(/\s+/g, ' ');

  test('that totals can exceed the elapsed time', () => {
    expect(notes()).toMatch(/overlapped.*exceed the 12\.3 s/);
  });

  test('that leaves are counted and not timed', () => {
    expect(notes()).toContain('1 function without calls, loops or awaits is counted, not timed');
    const line = sectionLines(
      renderText(serviceProfile(), { ...plain, width: 120 }),
      'Functions',
    ).find((row) => row.includes('escapeHtml'));
    expect(cells(line!).slice(0, 7)).toEqual(['1,284,002', '–', '–', '–', '–', '–', '–']);
  });

  test('that activations were carried in, and what the profile itself says', () => {
    expect(notes()).toContain('2 activations were alive when the measurement began');
    expect(notes()).toContain('The clock went backwards once.');
  });

  test('how many never settled, and where each hangs', () => {
    const report = renderText(serviceProfile(), plain);
    expect(report).toContain('1 never settled');
    const [head, first] = sectionLines(report, 'Awaits');
    expect(cells(head)).toContain('hanging');
    expect(first).toMatch(/ 1 {2}Order/);
    expect(cells(sectionLines(renderText(referenceProfile(), plain), 'Awaits')[0])).not.toContain(
      'hanging',
    );
  });

  test('nothing of this where it does not apply', () => {
    const profile = buildProfile({
      elapsed: 10,
      threads: [{ contexts: [{ name: 'main', calls: 1, self: 10, onStack: 10 }] }],
    });
    const report = renderText(profile, plain);
    expect(sectionLines(report, 'Notes')).toEqual([]);
    expect(sectionLines(report, 'Findings').join(' ')).toContain('Nothing stands out');
  });

  test('that nothing instrumented ran', () => {
    const report = renderText(buildProfile({ elapsed: 10, threads: [{ contexts: [] }] }), plain);
    expect(report).toContain('No instrumented function ran');
  });
});

describe('the lives of activations', () => {
  const lived = () => {
    const profile = buildProfile({
      elapsed: 1000,
      functions: { quick: { kind: 'async', line: 3 }, slow: { kind: 'async', line: 8 }, sum: {} },
      threads: [
        {
          contexts: [
            { name: 'quick', calls: 100, onStack: 100 },
            { name: 'slow', calls: 2, awaiting: 300 },
            { name: 'sum', calls: 5, onStack: 1 },
          ],
        },
      ],
    });
    const { functions } = profile.threads[0];
    const row = (name: string) =>
      functions.function.findIndex((index) => profile.functions[index].name === name);
    // Of a hundred lives, 98 between 1 and 1.25 ms, and two between 32 and 40.
    const first = 4 * 10 - 1;
    functions.life[row('quick')] = { first, counts: [98, ...Array(19).fill(0), 2] };
    functions.longest[row('quick')] = 36;
    functions.life[row('slow')] = { first: first + 28, counts: [2] };
    functions.longest[row('slow')] = 160;
    return profile;
  };

  test('have a table on request, the longest first', () => {
    expect(sectionLines(renderText(lived(), plain), 'Lives')).toEqual([]);
    const lines = sectionLines(renderText(lived(), { ...plain, lives: true }), 'Lives');
    const [head, slow, quick, ...others] = lines.map(cells);
    expect(head).toEqual(['ended', 'p50', 'p90', 'p99', 'longest', 'function']);
    expect(slow.slice(0, 1)).toEqual(['2']);
    expect(slow.slice(-3)).toEqual(['160 ms', 'slow', 'main.ts:8']);
    expect(quick[0]).toBe('100');
    const [p50, p90, p99, longest] = quick.slice(1, 5).map((text) => Number.parseFloat(text));
    expect(p50).toBeLessThan(1.3);
    expect(p90).toBeLessThan(1.3);
    expect(p99).toBeGreaterThan(30);
    expect(longest).toBe(36);
    expect(others).toEqual([]);
  });

  test('leave out what the report leaves out', () => {
    const report = renderText(lived(), { ...plain, lives: true, minCalls: 10 });
    expect(sectionLines(report, 'Lives').join()).not.toContain('slow');
    const short = renderText(lived(), { ...plain, lives: true, limit: 1 });
    expect(sectionLines(short, 'Lives').at(-1)).toContain('1 more function');
  });
});
