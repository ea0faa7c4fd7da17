import { functionTable, type Profile } from '@coroscope/profile';
import { calls } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';

/** Starts a worker, which does what one step is: an `await`, and the 177 calls of fib(10). */
const MAIN = `
  import { once } from 'node:events';
  import { Worker } from 'node:worker_threads';
  const start = async () => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url));
    worker.on('error', (error) => console.log('error', error.message));
    const exit = once(worker, 'exit');
    const [message] = await once(worker, 'message');
    console.log(message);
    return { worker, exit };
  };
`;
const WORKER = `
  import { parentPort } from 'node:worker_threads';
  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  async function step() { await null; return fib(10); }
  await step();
`;
const GREETING = `parentPort.postMessage('worked');\n`;
const FIGURES = { step: 1, fib: 177 };

describeOnEachNode('a worker thread', (node) => {
  const profiled = async (main: string, worker: string) => {
    const directory = writeFiles({ 'main.mjs': MAIN + main, 'worker.mjs': WORKER + worker });
    const end = await profile(node, ['main.mjs'], { directory });
    expect(end.stderr).toBe('');
    return end;
  };

  it('is in the profile when it is terminated while it waits', async () => {
    const end = await profiled(
      'const { worker } = await start();\nawait worker.terminate();',
      `${GREETING}parentPort.on('message', () => {});`,
    );
    expect(end).toMatchObject({ code: 0, stdout: 'worked\n' });
    expect(calls(end.profile)).toMatchObject(FIGURES);
    expect(threadNames(end.profile)).toEqual(['main', 'worker 1 (worker.mjs)']);
    expect(end.profile.notes).toEqual([]);
  });

  it('is in the profile when it is terminated while it computes', async () => {
    const end = await profiled(
      'const { worker } = await start();\nawait worker.terminate();',
      `function spin() { ${GREETING} for (;;) Math.sqrt(2); }\nspin();`,
    );
    expect(end).toMatchObject({ code: 0, stdout: 'worked\n' });
    expect(calls(end.profile)).toMatchObject({ ...FIGURES, spin: 1 });
    expect(end.profile.notes).toEqual([]);
  });

  it('is in the profile when main exits', async () => {
    const end = await profiled(
      'const threads = await Promise.all([start(), start()]);\nprocess.exit(6);',
      `${GREETING}parentPort.on('message', () => {});`,
    );
    expect(end).toMatchObject({ code: 6, stdout: 'worked\nworked\n' });
    expect(calls(end.profile)).toMatchObject({ step: 2, fib: 354 });
    expect(threadNames(end.profile)).toEqual([
      'main',
      'worker 1 (worker.mjs)',
      'worker 2 (worker.mjs)',
    ]);
  });

  it('is in the profile when it exits by itself', async () => {
    const end = await profiled(
      'const { exit } = await start();\nconsole.log(await exit);',
      `${GREETING}function leave() { process.exit(5); }\nleave();`,
    );
    expect(end).toMatchObject({ code: 0, stdout: 'worked\n[ 5 ]\n' });
    expect(calls(end.profile)).toMatchObject({ ...FIGURES, leave: 1 });
    expect(end.profile.notes).toEqual([]);
  });

  it('is in the profile when it throws, and the profile says so', async () => {
    const end = await profiled(
      'const { exit } = await start();\nconsole.log(await exit.catch(() => "failed"));',
      `${GREETING}function fail() { throw new Error('no luck'); }\nsetTimeout(fail);`,
    );
    expect(end.stdout).toContain('error no luck\n');
    expect(calls(end.profile)).toMatchObject({ ...FIGURES, fail: 1 });
    expect(end.profile.notes).toEqual([
      'A worker thread crashed: it was ended by an error that nothing caught in it.',
    ]);
  });

  it('is in the profile when it runs out of memory', async () => {
    const end = await profiled(
      `
      const small = new Worker(new URL('./worker.mjs', import.meta.url), {
        resourceLimits: { maxOldGenerationSizeMb: 60 },
      });
      const failure = once(small, 'exit').catch((error) => error.code);
      console.log(await failure);`,
      `function grow() { for (let list = null; ; ) list = { list }; }\ngrow();`,
    );
    expect(end).toMatchObject({ code: 0, stdout: 'ERR_WORKER_OUT_OF_MEMORY\n' });
    expect(calls(end.profile)).toMatchObject({ ...FIGURES, grow: 1 });
  });

  it('may start threads itself', async () => {
    const directory = writeFiles({
      'main.mjs': `${MAIN}await start();\nprocess.exit(0);`,
      'worker.mjs': `
        import { Worker, parentPort } from 'node:worker_threads';
        const inner = new Worker(new URL('./inner.mjs', import.meta.url));
        inner.on('message', function greet(message) { parentPort.postMessage(message); });`,
      'inner.mjs': `${WORKER}${GREETING}parentPort.on('message', () => {});`,
    });
    const end = await profile(node, ['main.mjs'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: 'worked\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject({ ...FIGURES, greet: 1 });
    expect(threadNames(end.profile)).toEqual([
      'main',
      'worker 1 (worker.mjs)',
      'worker 2 (inner.mjs)',
    ]);
  });
});

function threadNames(profile: Profile): string[] {
  expect(functionTable(profile).filter(({ name }) => name === 'fib')).toHaveLength(1);
  return profile.threads.map(({ name }) => name);
}
