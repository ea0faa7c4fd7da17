import { calls, notesOfKilled } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { KILLED } from './support/killed.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';

/** A step: an `await`, and the 177 calls of fib(10). */
const STEP = `
  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  async function step() { await null; return fib(10); }
  await step();
`;

/** Waits until the watcher has written the figures down twice: the second time, all so far is in them. */
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

const FORK = `
  import { fork } from 'node:child_process';
  import { once } from 'node:events';
  const child = fork(new URL('./child.mjs', import.meta.url));
  const [code, signal] = await once(child, 'exit');
  console.log(code, signal);
`;

describeOnEachNode('a child process', (node) => {
  it('loses no thread that it terminates', async () => {
    const directory = writeFiles({
      'main.mjs': FORK,
      'child.mjs': `
        import { once } from 'node:events';
        import { Worker } from 'node:worker_threads';
        const worker = new Worker(new URL('./worker.mjs', import.meta.url));
        await once(worker, 'message');
        process.exit(7);`,
      'worker.mjs': `
        import { parentPort } from 'node:worker_threads';
        ${STEP}
        parentPort.postMessage('worked');
        parentPort.on('message', () => {});`,
    });
    const end = await profile(node, ['main.mjs'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: '7 null\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject({ step: 1, fib: 177 });
    expect(end.profile.notes).toEqual([]);
  });

  it('may be killed, if it is watched', async () => {
    const directory = writeFiles({
      'main.mjs': FORK,
      'child.mjs': `${STEP}${FLUSHED}${KILLED}`,
    });
    const options = { watcher: true, flush: 0.02 };
    const end = await profile(node, ['main.mjs'], { directory }, options);
    expect(end).toMatchObject({ code: 0, stdout: 'null SIGKILL\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject({ step: 1, fib: 177 });
    expect(notesOfKilled(end.profile)).toEqual([
      expect.stringMatching(/^Process \d+ was killed before it could save\./),
    ]);
  });

  it('may be one of a cluster', async () => {
    const directory = writeFiles({
      'main.mjs': `
        import cluster from 'node:cluster';
        import { once } from 'node:events';
        if (cluster.isPrimary) {
          const workers = [cluster.fork(), cluster.fork()];
          await Promise.all(workers.map((worker) => once(worker, 'exit')));
          console.log('done');
        } else {
          const { work } = await import('./worker.mjs');
          await work();
          process.disconnect();
        }`,
      'worker.mjs': `export async function work() {${STEP.replace(/await step\(\);\s*$/, '')}return step(); }`,
    });
    const end = await profile(node, ['main.mjs'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: 'done\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject({ work: 2, 'work.step': 2, 'work.fib': 354 });
    expect(end.profile.notes).toEqual([]);
  });
});
