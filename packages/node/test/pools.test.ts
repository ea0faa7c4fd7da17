import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { calls } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';

/** A task: an `await`, and the 177 calls of fib(10). */
const TASK = `
  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  async function task() { await null; return fib(10); }
`;
const TASKS = 4;
const RUN_ALL = `const results = await Promise.all(Array.from({ length: ${TASKS} }, () => run()));
  console.log(String(results));`;

interface Pool {
  worker: string;
  /** Runs the tasks by a function `run`, and ends the pool. */
  main: string;
}

const POOLS: Record<string, Pool> = {
  piscina: {
    worker: `${TASK} module.exports = task;`,
    main: `import Piscina from '<package>';
      const pool = new Piscina({ filename: '<worker>', minThreads: 2, maxThreads: 2 });
      const run = () => pool.run();
      ${RUN_ALL}
      await pool.destroy();`,
  },
  tinypool: {
    worker: `${TASK} module.exports = task;`,
    main: `import Tinypool from '<package>';
      const pool = new Tinypool({ filename: '<worker>', minThreads: 2, maxThreads: 2 });
      const run = () => pool.run();
      ${RUN_ALL}
      await pool.destroy();`,
  },
  workerpool: {
    worker: `${TASK} require('<package>').worker({ task });`,
    main: `import workerpool from '<package>';
      const pool = workerpool.pool('<worker>', { workerType: 'thread', maxWorkers: 2 });
      const run = () => pool.exec('task');
      ${RUN_ALL}
      await pool.terminate();`,
  },
  'jest-worker': {
    worker: `${TASK} exports.task = task;`,
    main: `import { Worker } from '<package>';
      const pool = new Worker('<worker>', { enableWorkerThreads: true, numWorkers: 2 });
      const run = () => pool.task();
      ${RUN_ALL}
      await pool.end();`,
  },
};

describeOnEachNode('a pool of worker threads', (node) => {
  it.each(Object.entries(POOLS))('of %s loses nothing', async (name, { main, worker }) => {
    const path = require.resolve(name);
    const directory = writeFiles({ 'worker.cjs': worker.replace('<package>', path) });
    const workerFile = join(directory, 'worker.cjs');
    const module = main
      .replace('<package>', pathToFileURL(path).href)
      .replace('<worker>', workerFile);
    writeFileSync(join(directory, 'main.mjs'), module);
    const end = await profile(node, ['main.mjs'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: '55,55,55,55\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject({ task: TASKS, fib: TASKS * 177 });
    expect(end.profile.notes).toEqual([]);
  });
});
