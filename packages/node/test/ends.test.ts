import { readProfile, type Profile } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calls, notesOfKilled, rowOf } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { KILLED } from './support/killed.js';
import { launch, profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';
import { run } from './support/run.js';

/**
 * However a program ends, what it did before is in the profile: two steps, with an `await` and the 177 calls
 * of fib(10) each.
 */
const STEPS = `
  import { writeSync } from 'node:fs';
  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  async function step() { await null; return fib(10); }
  await step();
  await step();
`;
const FIGURES = { step: 2, fib: 354 };

/** Has the watcher write the figures down twice from here on: the second time, all so far is in them. */
const FLUSHED = `
  import { statSync } from 'node:fs';
  import { join } from 'node:path';
  import { setTimeout as sleep } from 'node:timers/promises';
  const { runDirectory } = JSON.parse(process.env.COROSCOPE_OPTIONS);
  const flushed = join(runDirectory, process.pid + '-0.flushed');
  const stamp = () => statSync(flushed, { throwIfNoEntry: false })?.mtimeMs;
  for (let left = 2, latest = stamp(); left > 0; await sleep(5)) {
    if (stamp() !== latest) left--;
    latest = stamp();
  }
`;

const FLUSHES = { flush: 0.02 };

describeOnEachNode('a program that ends by itself', (node) => {
  it.each([
    ['returns', '', { code: 0 }, 'drained'],
    ['returns a code', 'process.exitCode = 4;', { code: 4 }, 'drained'],
    [
      'exits in the depth of a call',
      'function deep(n) { if (n === 0) process.exit(3); deep(n - 1); }\ndeep(5);',
      { code: 3 },
      'ended',
    ],
    [
      'exits in an async call',
      'async function later() { await step(); process.exit(3); }\nlater();',
      { code: 3 },
      'ended',
    ],
    ['throws', "function fail() { throw new Error('no luck'); }\nfail();", { code: 1 }, 'ended'],
    [
      'throws in a callback',
      "setTimeout(() => { throw new Error('no luck'); });",
      { code: 1 },
      'ended',
    ],
    ['rejects', "void Promise.reject(new Error('no luck'));", { code: 1 }, 'ended'],
  ])('%s', async (_, ending, code, how) => {
    const directory = writeFiles({ 'main.mjs': STEPS + ending });
    const bare = await run(node, ['main.mjs'], { directory });
    const end = await profile(node, ['main.mjs'], { directory });
    expect(bare).toMatchObject(code);
    expect(end).toMatchObject({ code: bare.code, signal: bare.signal, stdout: bare.stdout });
    const later = ending.includes('later') ? 1 : 0;
    expect(calls(end.profile)).toMatchObject({ step: 2 + later, fib: 354 + later * 177 });
    expect(end.profile.threads[0].end).toBe(how);
    const crashes = ending.includes('no luck') ? 1 : 0;
    expect(crashNotes(end.profile)).toHaveLength(crashes);
  });
});

describeOnEachNode('a program that is stuck', (node) => {
  const signalled = (directory: string, signal: NodeJS.Signals) =>
    profile(node, ['main.mjs'], {
      directory,
      onOutput: (child, stdout) => {
        if (stdout === 'ready\n') child.kill(signal);
      },
    });

  it('in an endless loop, ends by the signal with all its figures', async () => {
    const loop = `function spin() { writeSync(1, 'ready\\n'); for (;;) Math.sqrt(2); }\nspin();`;
    const directory = writeFiles({ 'main.mjs': STEPS + loop });
    const end = await signalled(directory, 'SIGINT');
    expect(end).toMatchObject({ code: null, signal: 'SIGINT', stderr: '' });
    expect(calls(end.profile)).toEqual({ ...FIGURES, spin: 1 });
    expect(rowOf(end.profile, 'spin').live).toBe(1);
    expect(end.profile.notes).toEqual([]);
  });

  it('in an endless chain of microtasks, ends by the signal with all its figures', async () => {
    const chain = `async function spin() { for (;;) await null; }\nwriteSync(1, 'ready\\n');\nawait spin();`;
    const directory = writeFiles({ 'main.mjs': STEPS + chain });
    const end = await signalled(directory, 'SIGTERM');
    expect(end).toMatchObject({ code: null, signal: 'SIGTERM', stderr: '' });
    expect(calls(end.profile)).toEqual({ ...FIGURES, spin: 1 });
    const spin = rowOf(end.profile, 'spin');
    expect(spin.live).toBe(1);
    expect(spin.suspensions).toBeGreaterThan(1000);
  });
});

describeOnEachNode('a program that is killed', (node) => {
  it('leaves what it had done when the watcher last wrote it down', async () => {
    const directory = writeFiles({
      'main.mjs': `${STEPS}${FLUSHED}${KILLED}`,
    });
    const end = await profile(node, ['main.mjs'], { directory }, FLUSHES);
    expect(end).toMatchObject({ code: null, signal: 'SIGKILL', stderr: '' });
    expect(calls(end.profile)).toMatchObject(FIGURES);
    expect(notesOfKilled(end.profile)).toEqual([
      'This is the profile of a crash: SIGKILL ended the program.',
      expect.stringMatching(
        /^Main was killed before it could save\. Its figures are as they were \d+\.\d s/,
      ),
    ]);
  });

  it('leaves many call paths', async () => {
    // 4096 and 4095 calls, each by a path of its own.
    const paths = `
      function a(depth) { if (depth > 0) { a(depth - 1); b(depth - 1); } }
      function b(depth) { if (depth > 0) { a(depth - 1); b(depth - 1); } }
      a(12);`;
    const directory = writeFiles({
      'main.mjs': `${STEPS}${paths}${FLUSHED}process.kill(process.pid, 'SIGKILL');`,
    });
    const end = await profile(node, ['main.mjs'], { directory }, FLUSHES);
    expect(end.signal).toBe('SIGKILL');
    expect(calls(end.profile)).toMatchObject({ ...FIGURES, a: 4096, b: 4095 });
  });

  it('may run out of memory', async () => {
    const grow = `function grow() { for (const all = []; ; ) all.push(new Array(1000).fill({})); }\ngrow();`;
    const directory = writeFiles({ 'main.mjs': STEPS + FLUSHED + grow });
    const nodeOptions = ['--max-old-space-size=50'];
    const end = await profile(node, ['main.mjs'], { directory }, { ...FLUSHES, nodeOptions });
    expect(end).toMatchObject({ code: null, signal: 'SIGABRT' });
    expect(end.stderr).toContain('JavaScript heap out of memory');
    expect(calls(end.profile)).toMatchObject(FIGURES);
    expect(end.profile.notes[0]).toBe('This is the profile of a crash: SIGABRT ended the program.');
  });

  it('leaves nothing where nothing watches', async () => {
    const directory = writeFiles({ 'main.mjs': `${STEPS}${KILLED}` });
    const end = await launch(node, ['main.mjs'], { directory }, { watcher: false });
    expect(end).toMatchObject({ code: null, signal: 'SIGKILL', profile: undefined });
  });
});

describeOnEachNode('a program whose command is killed', (node) => {
  it('goes on, and saves its profile itself', async () => {
    const directory = writeFiles({
      'node_modules/.keep': '',
      'main.mjs': `${STEPS}
        import { setTimeout as sleep } from 'node:timers/promises';
        const parent = process.ppid;
        writeSync(1, 'ready\\n');
        while (process.ppid === parent) await sleep(5);
        writeSync(1, 'went on\\n');`,
    });
    const end = await launch(node, ['main.mjs'], {
      directory,
      onOutput: (child, stdout) => {
        if (stdout === 'ready\n') child.kill('SIGKILL');
      },
    });
    expect(end).toMatchObject({ signal: 'SIGKILL', stdout: 'ready\nwent on\n', stderr: '' });
    const file = join(directory, 'node_modules/.cache/coroscope/profile.json');
    expect(calls(readProfile(readFileSync(file, 'utf8'), file))).toMatchObject(FIGURES);
  });
});

function crashNotes({ notes }: Profile): string[] {
  return notes.filter((note) => note.includes('crash'));
}
