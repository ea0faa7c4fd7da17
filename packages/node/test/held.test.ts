import { readTrace, siteTable, type Profile } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calls } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';

/**
 * Calls of each function hang for good. Something holds those that `kept` can wake, and nothing the others; but for
 * `parent`, which has a child that is held, and `answer`, whose coroutine is gone while what it has returned is held.
 */
const PROGRAM = `
  const kept = [];
  const never = () => new Promise(() => {});
  const later = () => new Promise((resolve) => kept.push(resolve));
  async function lost() { await never(); }
  async function held() { await later(); }
  async function child() { await later(); }
  async function parent() { child(); await never(); }
  async function answer() { return later(); }
  async function noAnswer() { return never(); }
  async function done() { await null; }
  async function* steps() { yield 1; yield 2; }
  async function take() { for (let i = 0; i < 2; i++) await steps().next(); }
  export async function main() {
    for (let i = 0; i < 3; i++) { lost(); held(); parent(); answer(); noAnswer(); await done(); }
    await take();
  }
`;

const HANGING = {
  lost: { live: 3, collected: 3 },
  held: { live: 3, collected: 0 },
  child: { live: 3, collected: 0 },
  parent: { live: 3, collected: 3 },
  answer: { live: 3, collected: 0 },
  noAnswer: { live: 3, collected: 3 },
  steps: { live: 2, collected: 2 },
};

/** What hangs in each function. */
function hanging(all: Profile): object {
  const rows = siteTable(all).filter(({ live }) => live > 0);
  return Object.fromEntries(
    rows.map(({ functionName, live, collected }) => [functionName, { live, collected }]),
  );
}

const files = () =>
  writeFiles({
    'program.mjs': PROGRAM,
    'main.mjs': "import { main } from './program.mjs';\nawait main();",
    'threads.mjs': `
      import { Worker, isMainThread } from 'node:worker_threads';
      import { main } from './program.mjs';
      if (isMainThread) new Worker(new URL(import.meta.url));
      await main();`,
  });

describeOnEachNode('what hangs', (node) => {
  it('is distinguished from what nothing can continue, if that is asked for', async () => {
    const end = await profile(node, ['main.mjs'], { directory: files() }, { held: true });
    expect(end).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(hanging(end.profile)).toEqual(HANGING);
    expect(calls(end.profile)).toMatchObject({ lost: 3, done: 3, steps: 2, take: 1, main: 1 });
  });
});

describe('what nothing can continue', () => {
  const node = process.execPath;

  it('is not distinguished from what hangs otherwise', async () => {
    const end = await profile(node, ['main.mjs'], { directory: files() });
    expect(hanging(end.profile)).toMatchObject({ lost: { live: 3, collected: undefined } });
  });

  it('is looked for with the collector that Node was asked to expose', async () => {
    const directory = writeFiles({
      'main.mjs': `
        import { runInNewContext } from 'node:vm';
        async function lost() { await new Promise(() => {}); }
        lost();
        await null;
        process.on('exit', () => process.stdout.write(runInNewContext('typeof gc')));`,
    });
    const options = { held: true, nodeOptions: ['--expose-gc'] };
    const end = await profile(node, ['main.mjs'], { directory }, options);
    expect(end).toMatchObject({ code: 0, stdout: 'function', stderr: '' });
    expect(hanging(end.profile)).toEqual({ lost: { live: 1, collected: 1 } });
  });

  it('is known of every thread, and while a trace is recorded', async () => {
    const directory = files();
    const options = { held: true, trace: 'app.trace' };
    const end = await profile(node, ['threads.mjs'], { directory }, options);
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const { threads } = end.profile;
    expect(threads).toHaveLength(2);
    for (const thread of threads) {
      expect(hanging({ ...end.profile, threads: [thread] })).toEqual(HANGING);
    }
    const file = join(directory, 'app.trace');
    expect(readTrace(readFileSync(file), file)).toMatchObject({ dropped: 0, notes: [] });
  });
});
