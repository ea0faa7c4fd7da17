import { compareProfiles, type Profile } from '../../src/index.js';

interface Named {
  name: string;
  line: number;
  file?: string;
  kind?: 'function' | 'async';
  /** The text of its line. */
  source?: string;
  calls?: number;
}

/** A run of functions, all called by the event loop. */
function profileOf(functions: Named[], directory = '/app'): Profile {
  const paths = [...new Set(functions.map(({ file = 'main.ts' }) => file))];
  const zeros = [0, ...functions.map(() => 0)];
  return {
    format: 'coroscope-profile',
    version: 2,
    clock: { kind: 'wall', source: 'performance.now' },
    elapsed: 10,
    program: { arguments: ['main.ts'], directory, platform: 'node 22' },
    files: paths.map((path) => ({
      path,
      lines: Object.fromEntries(
        functions
          .filter(({ file = 'main.ts', source }) => file === path && source !== undefined)
          .map(({ line, source }) => [line, source!]),
      ),
    })),
    functions: functions.map(({ name, line, file = 'main.ts', kind = 'function' }) => ({
      name,
      line,
      kind,
      file: paths.indexOf(file),
      column: 1,
      counted: false,
    })),
    sites: [],
    threads: [
      {
        id: 0,
        name: 'main',
        elapsed: 10,
        peak: 0,
        contexts: {
          parent: [-1, ...functions.map(() => 0)],
          function: [-1, ...functions.keys()],
          calls: [0, ...functions.map(({ calls = 1 }) => calls)],
          carriedIn: zeros,
          live: zeros,
          suspensions: zeros,
          self: zeros,
          onStack: zeros,
          awaiting: zeros,
          paused: zeros,
          external: zeros,
        },
        functions: { function: [], onStack: [], span: [], peak: [], longest: [], life: [] },
        sites: {
          site: [],
          suspended: [],
          resumed: [],
          live: [],
          waiting: [],
          longest: [],
          histogram: [],
        },
        sequences: { before: [], after: [], count: [], saving: [] },
        stretches: [],
        foldedContexts: 0,
      },
    ],
    notes: [],
  };
}

/** What was matched: name, lines and calls of both sides. */
function matched(base: Named[], head: Named[]) {
  const { functions, moved } = compareProfiles([profileOf(base)], [profileOf(head)]);
  return {
    moved,
    rows: functions.map(({ name, base: before, head: after, counts }) => [
      name,
      before?.line,
      after?.line,
      counts.calls.base.median,
      counts.calls.head.median,
    ]),
  };
}

describe('the functions of both sides', () => {
  it('are matched by path, name and kind, whatever their lines', () => {
    const { rows } = matched(
      [
        { name: 'load', line: 5 },
        { name: 'save', line: 9 },
      ],
      [
        { name: 'save', line: 5 },
        { name: 'load', line: 30 },
      ],
    );
    expect(rows).toEqual([
      ['load', 5, 30, 1, 1],
      ['save', 9, 5, 1, 1],
    ]);
  });

  it('are two where the kind or the file is another', () => {
    const { rows } = matched(
      [
        { name: 'load', line: 1 },
        { name: 'run', line: 2, file: 'a.ts' },
        { name: 'other', line: 3, file: 'a.ts' },
        { name: 'helper', line: 1, file: 'b.ts' },
      ],
      [
        { name: 'load', line: 1, kind: 'async' },
        { name: 'other', line: 3, file: 'a.ts' },
        { name: 'helper', line: 1, file: 'b.ts' },
        { name: 'run', line: 2, file: 'b.ts' },
      ],
    );
    expect(rows.filter(([, before, after]) => before === undefined || after === undefined)).toEqual(
      [
        ['load', 1, undefined, 1, 0],
        ['run', 2, undefined, 1, 0],
        ['load', undefined, 1, 0, 1],
        ['run', undefined, 2, 0, 1],
      ],
    );
  });

  it('are found below the directories of their programs', () => {
    const file = (directory: string) => `file://${directory}/src/a.ts`;
    const comparison = compareProfiles(
      [profileOf([{ name: 'load', line: 1, file: file('/tmp/base') }], '/tmp/base')],
      [profileOf([{ name: 'load', line: 1, file: file('/home/head') }], '/home/head')],
    );
    expect(comparison.moved).toEqual([]);
    expect(comparison.functions).toMatchObject([
      { base: { file: 'src/a.ts' }, head: { file: 'src/a.ts' } },
    ]);
  });

  describe('of one name', () => {
    const map = (line: number, calls: number, source?: string): Named => ({
      name: '<map>',
      line,
      calls,
      source,
    });

    it('are matched in their order where there are as many', () => {
      const { rows } = matched([map(4, 40), map(2, 20)], [map(12, 20), map(14, 40)]);
      expect(rows).toEqual([
        ['<map>', 2, 12, 20, 20],
        ['<map>', 4, 14, 40, 40],
      ]);
    });

    it('are matched by their text first', () => {
      const { rows } = matched(
        [map(2, 20, 'a.map(price)'), map(4, 40, 'b.map(name)')],
        [map(2, 7, 'c.map(date)'), map(5, 20, '  a.map(price)'), map(7, 40, 'b.map(name)')],
      );
      expect(rows).toEqual([
        ['<map>', 2, 5, 20, 20],
        ['<map>', 4, 7, 40, 40],
        ['<map>', undefined, 2, 0, 7],
      ]);
    });

    it('are put together where nothing tells which is which', () => {
      const base = [map(2, 20), map(4, 40)];
      const { functions } = compareProfiles(
        [profileOf(base)],
        [profileOf([map(2, 20), map(4, 1), map(6, 40)])],
      );
      expect(functions).toMatchObject([
        {
          base: { functions: 2 },
          head: { functions: 3 },
          counts: { calls: { base: { median: 60 }, head: { median: 61 } } },
        },
      ]);
    });
  });
});

describe('files that have moved', () => {
  const db = (file: string, names = ['query', 'connect', 'close']): Named[] => [
    { name: '<module>', line: 1, file },
    ...names.map((name, i) => ({ name, line: i + 3, file })),
  ];

  it('are those that have the functions of a file that is gone', () => {
    const { moved, rows } = matched(
      [...db('src/db.ts'), { name: 'main', line: 1 }],
      [
        ...db('src/storage/pool.ts', ['connect', 'query', 'open', 'close']),
        { name: 'main', line: 1 },
      ],
    );
    expect(moved).toEqual([{ base: 'src/db.ts', head: 'src/storage/pool.ts' }]);
    expect(rows).toContainEqual(['query', 3, 4, 1, 1]);
    expect(rows).toContainEqual(['open', undefined, 5, 0, 1]);
  });

  it('are not those that are still there, nor those that share little', () => {
    expect(matched(db('a.ts'), [...db('a.ts'), ...db('b.ts')]).moved).toEqual([]);
    const other = db('b.ts', ['query', 'render', 'paint', 'layout']);
    expect(matched(db('a.ts'), other).moved).toEqual([]);
  });

  it('are not recognised by one name alone, unless file or text say the same', () => {
    const main = (file: string, source?: string): Named[] => [
      { name: 'main', line: 1, file, source },
    ];
    expect(matched(main('a.ts'), main('b.ts')).moved).toEqual([]);
    expect(matched(main('a.ts', 'main(x)'), main('b.ts', 'main(y)')).moved).toEqual([]);
    expect(matched(main('a.ts', 'main(x)'), main('b.ts', 'main(x)')).moved).toHaveLength(1);
    expect(matched(main('a/run.ts'), main('b/run.ts')).moved).toHaveLength(1);
  });

  it('go to the most similar one', () => {
    const base = [...db('a.ts', ['query', 'connect', 'close']), ...db('b.ts', ['query', 'open'])];
    const head = [...db('c.ts', ['query', 'open']), ...db('d.ts', ['query', 'connect', 'close'])];
    expect(matched(base, head).moved.toSorted((x, y) => (x.base < y.base ? -1 : 1))).toEqual([
      { base: 'a.ts', head: 'd.ts' },
      { base: 'b.ts', head: 'c.ts' },
    ]);
  });
});
