import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FOLDERS } from '../test262/src/folders.js';

const HARNESS = {
  'assert.js': 'function assert(value) { if (!value) throw new Test262Error(); }',
  'sta.js': 'function Test262Error() {}',
  'doneprintHandle.js':
    'function $DONE(error) { print(error ? "Test262:AsyncTestFailure:" + error : "Test262:AsyncTestComplete"); }',
};

/** What no program does: it looks for the profiler. */
const IF_INSTRUMENTED = 'if (globalThis.__coroscope__)';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'coroscope-test262-test-'));
  for (const folder of FOLDERS) mkdirSync(join(root, 'test', folder), { recursive: true });
  for (const [name, text] of Object.entries(HARNESS)) write(join('harness', name), text);
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Writes a test of the language, with its front matter. */
function writeTest(name: string, body: string, ...frontMatter: string[]): void {
  write(join('test/language', name), `/*---\n${frontMatter.join('\n')}\n---*/\n${body}`);
}

interface Comparison {
  exitCode: number;
  stdout: string;
  runs: Record<string, number>;
  differences: { path: string; mode: string; variant: string; status: string; message: string }[];
  notCompared: { path: string; mode: string; status: string; message: string }[];
}

function compare(...options: string[]): Promise<Comparison> {
  const json = join(root, 'found.json');
  const script = join(__dirname, '../test262/run.mjs');
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [script, root, '--sample', '1', '--json', json, ...options],
      (error, stdout, stderr) => {
        if (error && error.code !== 1) return reject(new Error(stderr));
        const found = JSON.parse(readFileSync(json, 'utf8')) as Comparison;
        resolve({ ...found, exitCode: error ? 1 : 0, stdout });
      },
    );
  });
}

test('tests that pass bare and instrumented are no difference', async () => {
  writeTest(
    'both-modes.js',
    'function f() { return g(); } function g() { return 1; } assert(f());',
  );
  writeTest(
    'strict.js',
    'assert((function () { return this === undefined; })());',
    'flags: [onlyStrict]',
  );
  writeTest(
    'sloppy.js',
    'assert((function () { return this !== undefined; })());',
    'flags: [noStrict]',
  );
  writeTest('done.js', '(async () => { await 1; $DONE(); })();', 'flags: [async]');
  writeTest('early.js', 'let a; let a;', 'negative: { phase: parse, type: SyntaxError }');
  writeTest(
    'late.js',
    'f(); function f() { null.x; }',
    'negative: { phase: runtime, type: TypeError }',
  );
  writeTest('raw.js', 'if (typeof assert !== "undefined") throw 1;', 'flags: [raw]');
  writeTest('realm.js', 'assert($262.createRealm().global.Array !== Array);');
  writeTest(
    'module.js',
    "import { f } from './module_FIXTURE.js'; assert((await f()) === 1); assert((await import('./module_FIXTURE.js')).f === f);",
    'flags: [module]',
  );
  write('test/language/module_FIXTURE.js', 'export async function f() { return await 1; }');
  writeTest(
    'missing.js',
    "import { x } from './module_FIXTURE.js';",
    'flags: [module]',
    'negative: { phase: resolution, type: SyntaxError }',
  );

  const { exitCode, runs, differences, notCompared } = await compare();
  expect({ differences, notCompared, exitCode }).toEqual({
    differences: [],
    notCompared: [],
    exitCode: 0,
  });
  // Five with two modes (both-modes, done, early, late, realm), three with one, two modules.
  expect(runs).toEqual({
    bare: 15,
    instrumented: 15,
    sourceText: 15,
    imported: 2,
    timedLeaves: 15,
    stopped: 15,
  });
});

test('a test that passes bare only is a difference, whichever way it fails', async () => {
  writeTest('throws.js', `${IF_INSTRUMENTED} throw new TypeError('seen');`, 'flags: [noStrict]');
  writeTest('never-done.js', `${IF_INSTRUMENTED} ; else $DONE();`, 'flags: [async, noStrict]');
  writeTest('hangs.js', `${IF_INSTRUMENTED} for (;;);`, 'flags: [noStrict]');
  writeTest('rejects.js', `${IF_INSTRUMENTED} Promise.reject();`, 'flags: [noStrict]');
  writeTest('imports.js', "import './seen_FIXTURE.js';", 'flags: [module]');
  write('test/language/seen_FIXTURE.js', `${IF_INSTRUMENTED} throw new TypeError('seen');`);

  const { exitCode, differences, stdout } = await compare('--patience', '500');
  const of = (name: string, variant: string) => {
    const found = differences.find(
      ({ path, variant: its }) => path.endsWith(name) && its === variant,
    );
    return found && `${found.status}: ${found.message}`;
  };
  for (const variant of ['instrumented', 'sourceText', 'timedLeaves', 'stopped']) {
    expect(of('throws.js', variant)).toBe('failed: in phase runtime: TypeError: seen');
    expect(of('never-done.js', variant)).toMatch(/^failed: .*not ended within 500 ms/);
    expect(of('hangs.js', variant)).toBe('hung: killed after 2000 ms');
    expect(of('rejects.js', variant)).toBe('failed: 1 unhandled rejections, 0 bare');
    expect(of('imports.js', variant)).toBe('failed: in phase runtime: TypeError: seen');
  }
  // A module that imports the probes finds no global.
  expect(of('imports.js', 'imported')).toBeUndefined();
  expect(differences).toHaveLength(20);
  expect(stdout).toContain('test/language/throws.js (sloppy, instrumented) failed');
  expect(exitCode).toBe(1);
});

test('what does not pass bare is counted, and not compared', async () => {
  writeTest('unparsed.js', 'a |> b;', 'flags: [noStrict]');
  writeTest('wrong.js', 'assert(false);', 'flags: [noStrict]');

  const { exitCode, runs, differences, notCompared } = await compare();
  expect(notCompared.map(({ path, status }) => [path, status])).toEqual([
    ['test/language/unparsed.js', 'unparsed'],
    ['test/language/wrong.js', 'failed'],
  ]);
  expect(runs).toMatchObject({ bare: 2, instrumented: 0 });
  expect({ differences, exitCode }).toEqual({ differences: [], exitCode: 0 });
});
