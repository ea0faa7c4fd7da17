import { findings, siteTable, threadTable, verdict, type Profile } from '@coroscope/profile';
import { coroscope, profile, writeFiles } from './support/command.js';

const node = process.execPath;
const BURN =
  'const burn = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };';
const SLEEP = "import { setTimeout as sleep } from 'node:timers/promises';";

/** Profiles a program of these lines. */
async function profileOf(lines: string[], args: string[] = [], files: Record<string, string> = {}) {
  const directory = writeFiles({ 'main.mjs': lines.join('\n'), ...files });
  return (await profile(node, [...args, 'main.mjs'], { directory })).profile;
}

const found = (of: Profile) =>
  findings(of).map(({ kind, function: owner }) => `${kind} ${of.functions[owner].name}`);
const savings = (of: Profile) =>
  findings(of)
    .filter(({ kind }) => kind !== 'blocked-event-loop')
    .map(({ cost }) => cost);
const idleOf = (of: Profile) => threadTable(of)[0].idle!;

it('a busy thread is the first thing that is said, and who held it', async () => {
  const of = await profileOf([
    SLEEP,
    BURN,
    'async function dbQuery() { await sleep(2); }',
    'async function cpuRoute() { for (let i = 0; i < 10; i++) { await new Promise(setImmediate); burn(20); } }',
    'async function fastRoute() { for (let i = 0; i < 10; i++) await dbQuery(); }',
    'await Promise.all([fastRoute(), cpuRoute(), cpuRoute(), cpuRoute()]);',
  ]);
  expect(verdict(of)).toMatchObject({ advice: 'thread', text: expect.stringMatching(/your code/) });
  expect(found(of)[0]).toBe('blocked-event-loop cpuRoute');
  for (const saving of savings(of)) expect(saving).toBeLessThanOrEqual(idleOf(of));
});

it('a thread that is busy with a dependency waits for nothing', async () => {
  const of = await profileOf(
    [
      "import { promisify } from 'node:util';",
      "import library from './library.cjs';",
      'const query = promisify(library.query);',
      "async function handler(i) { return query('select ' + i); }",
      'async function main() { for (let i = 0; i < 10; i++) await handler(i); }',
      'await main();',
    ],
    ['--exclude', 'library.cjs'],
    {
      'library.cjs': `exports.query = (sql, done) => setImmediate(() => {
        const end = performance.now() + 100; while (performance.now() < end); done(null, sql); });`,
    },
  );
  expect(verdict(of)).toMatchObject({
    advice: 'thread',
    text: expect.stringContaining('most of it for code that is not instrumented'),
  });
  for (const saving of savings(of)) expect(saving).toBeLessThanOrEqual(idleOf(of));
});

it('workers that share work are a limit, and save no more than the idle time', async () => {
  const of = await profileOf([
    'const sleep = (ms) => new Promise((r) => setTimeout(r, ms));',
    'async function worker() { for (let i = 0; i < 10; i++) await sleep(10); }',
    'await Promise.all(Array.from({ length: 50 }, worker));',
  ]);
  expect(found(of)).toContain('concurrency-limit worker');
  for (const saving of savings(of)) expect(saving).toBeLessThanOrEqual(idleOf(of));
});

it('an await that uses what an earlier one gave is no finding', async () => {
  const of = await profileOf([
    SLEEP,
    'async function getUser() { await sleep(20); return { id: 7 }; }',
    'async function getOrders(id) { await sleep(30); return [id]; }',
    'async function page() {',
    '  const user = await getUser();',
    '  const orders = await getOrders(user.id);',
    '  return orders;',
    '}',
    'await page();',
  ]);
  expect(found(of).filter((text) => text.startsWith('sequential-awaits'))).toEqual([]);
});

it('computing in sequence could save no more than the idle time', async () => {
  const of = await profileOf([
    BURN,
    'const tick = () => new Promise((r) => setImmediate(r));',
    'async function cpuJob() { await tick(); burn(50); }',
    'function viaCallback() { return new Promise((r) => setImmediate(() => { burn(50); r(); })); }',
    'async function loopA() { for (let i = 0; i < 5; i++) await cpuJob(); }',
    'async function loopB() { for (let i = 0; i < 5; i++) await viaCallback(); }',
    'await loopA(); await loopB();',
  ]);
  for (const saving of savings(of)) expect(saving).toBeLessThanOrEqual(idleOf(of));
});

it('waits of one population have one median, at whichever of its sites it is read', async () => {
  const of = await profileOf([
    SLEEP,
    'async function f() { await sleep(10.6); }',
    'for (let i = 0; i < 101; i++) await f();',
  ]);
  const [inner, outer] = siteTable(of).map(({ p50 }) => p50!);
  // A bucket is 1.6 % wide, and the outer wait is a few microseconds longer.
  expect(Math.abs(outer - inner)).toBeLessThan(0.02 * inner);
});

it('a deadlock comes first', async () => {
  const of = await profileOf([
    'class Mutex { q = []; locked = false;',
    '  async acquire() { if (this.locked) await new Promise((r) => this.q.push(r)); this.locked = true; }',
    '  release() { this.locked = false; this.q.shift()?.(); } }',
    'const m = new Mutex();',
    'async function job(i) { await m.acquire(); await new Promise((r) => setTimeout(r, 10));',
    "  if (i === 2) throw new Error('forgot to release'); m.release(); return i; }",
    'await Promise.allSettled([job(0), job(1), job(2), job(3), job(4)]',
    '  .map((p) => Promise.race([p, new Promise((r) => setTimeout(r, 200))])));',
  ]);
  const [first] = findings(of);
  // Jobs 3 and 4: the third one has thrown, and did not release.
  expect(first).toMatchObject({ kind: 'unsettled-await', activations: 2 });
  expect(of.functions[first.function].name).toBe('Mutex.acquire');
});

it.each([
  ['by process.exit', 'async function main() { await w(); process.exit(3); }', 3],
  ['by an error', "async function main() { await w(); throw new Error('boom'); }", 1],
])('what was ended %s does not hang', async (_, main, code) => {
  const directory = writeFiles({
    'main.mjs': `async function w() { await new Promise((r) => setTimeout(r, 20)); }
${main}
await main();`,
  });
  const end = await profile(node, ['main.mjs'], { directory });
  expect(end.code).toBe(code);
  expect(end.profile.threads[0].end).toBe('ended');
  expect(found(end.profile).filter((text) => text.startsWith('unsettled-await'))).toEqual([]);
});

it('what has nothing left to run hangs, even after work that a listener has started', async () => {
  const of = await profileOf([
    'async function never() { await new Promise(() => {}); }',
    'never();',
    "process.once('beforeExit', () => setTimeout(() => {}, 5));",
  ]);
  expect(of.threads[0].end).toBe('drained');
  expect(found(of)).toContain('unsettled-await never');
});

it('a query for each of many items is a repetition, in parallel, too', async () => {
  const of = await profileOf([
    SLEEP,
    'async function query(id) { await sleep(5); return id; }',
    'async function resolvePosts() { return Promise.all(Array.from({ length: 50 }, (_, i) => query(i % 5))); }',
    'for (let i = 0; i < 4; i++) await resolvePosts();',
  ]);
  expect(findings(of)).toContainEqual(
    expect.objectContaining({ kind: 'repeated-calls', perCall: 50, calls: 200 }),
  );
});

describe('the options', () => {
  const PROGRAM = {
    'main.mjs': `async function load() { await new Promise((r) => setTimeout(r, 20)); }
async function all() { for (const id of [1, 2, 3]) await load(id); }
await all();`,
  };

  it('--summary ends with the findings, --ignore-finding leaves some out', async () => {
    const directory = writeFiles(PROGRAM);
    const report = async (...args: string[]) =>
      (await coroscope(node, ['run', '--summary', ...args, 'main.mjs'], { directory })).stderr;
    const summary = await report();
    expect(summary).toContain('[await-in-loop]');
    expect(summary).not.toMatch(/^Functions/m);
    expect(await report('--ignore-finding', 'await-in-loop')).not.toContain('[await-in-loop]');
  });

  it('an unknown finding is an error that lists the known ones', async () => {
    const directory = writeFiles(PROGRAM);
    const args = ['run', '--ignore-finding', 'slow', 'main.mjs'];
    const end = await coroscope(node, args, { directory });
    expect(end.code).toBe(2);
    expect(end.stderr).toMatch(/^coroscope: .*'slow' is invalid.*await-in-loop/);
  });
});
