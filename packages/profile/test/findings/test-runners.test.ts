import { findings } from '../../src/index.js';
import { idleProfile } from './idle-profile.js';

/** What is found where a function waits in two places, or in one place of a loop, by lines of source. */
function found(name: string, lines: string[], options: { inLoop?: boolean; kind?: 'module' } = {}) {
  const { inLoop = false, kind = 'async' } = options;
  const awaits = lines.flatMap((line, i) => (line.startsWith('  await') ? [i + 1] : []));
  const keys = awaits.map((line) => `line ${line}`);
  const sequences = inLoop
    ? [[keys[0], keys[0], 9, 100] as [string, string, number, number]]
    : keys.slice(1).map((key, i) => [keys[i], key, 1, 100] as [string, string, number, number]);
  const profile = idleProfile({
    names: { [name]: { kind, line: 1 } },
    lines: { 'main.ts': Object.fromEntries(lines.map((line, i) => [i + 1, line])) },
    places: Object.fromEntries(awaits.map((line, i) => [keys[i], { of: name, line, inLoop }])),
    idle: 1000,
    sequences,
  });
  return findings(profile).map(({ kind: found, sites }) => [
    found,
    ...sites.map((site) => profile.sites[site].line),
  ]);
}

describe('a wait that encloses what the caller runs', () => {
  it.each([
    ['<extend>.db', 'async ({}, use) => {', 'use(db)'],
    ['<extend>.db', 'async ({ a, b: { c } }, provide) => {', 'provide(db)'],
    [
      '<describe a>.<test.extend>.db',
      'async function ({ a }, use: (n: number) => void) {',
      'use(1)',
    ],
    ['<extend>.db', 'async ({', 'use(db)'],
    ['<describe cart>.<aroundEach>', 'async (test, { db }) => {', 'test()'],
    ['<test.aroundAll>', 'async suite => {', 'suite()'],
    ['db', 'const db = async ({}: Context, use: Use<Db>) => {', 'use(db)'],
    ['logged', 'export async function logged(ctx, next) {', 'next()'],
  ])('is no part of a sequence: %s', (name, begin, enclosing) => {
    expect(
      found(name, [begin, '  await start(db);', `  await ${enclosing};`, '  await stop(db);']),
    ).toEqual([]);
  });

  it('leaves what comes before it, and after it, a sequence', () => {
    const lines = [
      'async ({}, use) => {',
      '  await first();',
      '  await second();',
      '  await use(db);',
      '  await third();',
      '  await fourth();',
    ];
    expect(found('<extend>.db', lines)).toEqual([
      ['sequential-awaits', 2, 3],
      ['sequential-awaits', 5, 6],
    ]);
  });

  it.each([
    // A test's own body: a fixture that is a function, and a parameter of another name.
    ['<test a>', 'async ({ use }) => {', 'use(1)'],
    ['<it a>', 'async ({ load }) => {', 'load(1)'],
    ['<beforeEach>', 'async () => {', 'use(1)'],
    ['load', 'async function load(user, fetch) {', 'fetch(user)'],
    ['<extend>.db', 'async ({}, use) => {', 'connect()'],
    ['<extend>.db', 'async ({}, use) => {', 'db.use(1)'],
    ['load', 'async function load(', 'next()'],
  ])('is none that the function calls for itself: %s, %s', (name, begin, other) => {
    expect(found(name, [begin, '  await rates();', `  await ${other};`])).toEqual([
      ['sequential-awaits', 2, 3],
    ]);
  });

  it('is none in a loop', () => {
    const lines = ['async (run) => {', '  await run(job);'];
    expect(found('work', lines, { inLoop: true })).toEqual([['await-in-loop', 2]]);
  });
});

describe('a wait for the test itself', () => {
  const hanging = (name: string, begin: string, awaited: string) =>
    findings(
      idleProfile({
        names: { [name]: { kind: 'async', line: 1 } },
        lines: { 'main.ts': { 1: begin, 2: `  await ${awaited};` } },
        places: { a: { of: name, line: 2 } },
        contexts: [{ of: name, calls: 1, live: 1, awaiting: 100, external: 100 }],
        sites: { a: { suspended: 1, live: 1, waiting: 100 } },
        idle: 1000,
        end: 'drained',
      }),
    ).map(({ kind }) => kind);

  it.each([
    ['<extend>.db', 'async ({}, use) => {', 'use(1)'],
    ['<aroundEach>', 'async (test) => {', 'test()'],
    ['db', 'const db = async ({}, use) => {', 'use(1)'],
  ])('does not hang by itself: %s', (name, begin, awaited) => {
    expect(hanging(name, begin, awaited)).toEqual([]);
  });

  it.each([
    ['<extend>.db', 'async ({}, use) => {', 'connect()'],
    ['<test a>', 'async ({ use }) => {', 'use(1)'],
    ['logged', 'async function logged(ctx, next) {', 'next()'],
  ])('is no other wait: %s, %s, %s', (name, begin, awaited) => {
    expect(hanging(name, begin, awaited)).toEqual(['unsettled-await']);
  });
});

describe('subtests', () => {
  it('are run in order by the test runner', () => {
    const lines = ['async (t) => {', '  await t.test(a);', '  await t.test(b);'];
    expect(found('<test a>', lines)).toEqual([]);
    expect(found('<test a>', lines.slice(0, 2), { inLoop: true })).toEqual([]);
    const tests = ['import b;', '  await test(a);', '  await test(b);'];
    expect(found('<module>', tests, { kind: 'module' })).toEqual([]);
  });

  it('are none of what has a method of that name', () => {
    const lines = ['async (t) => {', '  await rule.test(a);', '  await other.test(b);'];
    expect(found('<test a>', lines)).toEqual([['sequential-awaits', 2, 3]]);
  });
});

describe('calls that are never two at a time', () => {
  const profile = (tests: number, perTest: number, more: object[] = []) =>
    findings(
      idleProfile({
        names: { '<describe a>.<it b>': { kind: 'async' }, query: { kind: 'async' } },
        elapsed: 1000,
        idle: 1000,
        contexts: [
          {
            of: '<describe a>.<it b>',
            calls: tests,
            awaiting: 900,
            external: 900,
            children: [{ of: 'query', calls: tests * perTest, awaiting: 800, external: 800 }],
          },
          ...(more as []),
        ],
        functions: {
          '<describe a>.<it b>': { span: 900, idle: 900, peak: 1 },
          query: { span: 800, idle: 800, peak: 1 },
        },
      }),
    )
      .filter(({ kind }) => kind === 'never-parallel')
      .map(({ function: owner }) => owner);

  it('are no finding where a test runner calls one test after another', () => {
    expect(profile(30, 1)).toEqual([]);
  });

  it('are one where others call as well', () => {
    expect(profile(30, 1, [{ of: 'query', calls: 20, awaiting: 1 }])).toEqual([1]);
  });
});
