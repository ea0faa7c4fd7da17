import { readProfile } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { calls } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';
import { run } from './support/run.js';

const REGISTER = pathToFileURL(join(__dirname, '../dist/esm/register.js')).href;

/** A step is an `await`, and the 177 calls of fib(10). The worker says which variables it has. */
const WORKER = `
  const { parentPort } = require('node:worker_threads');
  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  async function step() { await null; return fib(10); }
  step().then(() => parentPort.postMessage(JSON.stringify(process.env)));
`;
const FIGURES = { step: 1, fib: 177 };

const FILE = "new URL('./worker.cjs', import.meta.url)";
const CODE = '"require(process.cwd() + \'/worker.cjs\')"';

const main = (worker: string) => `
  import { once } from 'node:events';
  import { Worker } from 'node:worker_threads';
  const worker = new Worker(${worker});
  const exit = once(worker, 'exit');
  const [message] = await once(worker, 'message');
  console.log(message);
  await exit;
`;

/** How a worker is started, and the variables that it has, where they are no copies of its parent's. */
const STARTS: readonly [string, string, string | undefined][] = [
  ['an empty environment', `${FILE}, { env: {} }`, '{}'],
  [
    'options of Node in an environment of its own',
    `${FILE}, { env: { NODE_OPTIONS: '--no-warnings' } }`,
    '{"NODE_OPTIONS":"--no-warnings"}',
  ],
  ['code instead of a file', `${CODE}, { eval: true }`, undefined],
  ['code, and an empty environment', `${CODE}, { eval: true, env: {} }`, '{}'],
];

describeOnEachNode('a worker', (node) => {
  it.each(STARTS)('with %s is profiled', async (_, worker, variables) => {
    const directory = writeFiles({ 'main.mjs': main(worker), 'worker.cjs': WORKER });
    const launched = await profile(node, ['main.mjs'], { directory });
    expect(launched).toMatchObject({ code: 0, stderr: '' });
    expect(calls(launched.profile)).toMatchObject(FIGURES);
    const registered = await run(node, ['--import', REGISTER, 'main.mjs'], {
      directory,
      environment: { COROSCOPE_OPTIONS: '{"out":"profile.json","quiet":true}' },
    });
    expect(registered).toMatchObject({ code: 0, stderr: '' });
    const file = join(directory, 'profile.json');
    expect(calls(readProfile(readFileSync(file, 'utf8'), file))).toMatchObject(FIGURES);
    if (variables === undefined) return;
    expect([launched.stdout, registered.stdout]).toEqual([`${variables}\n`, `${variables}\n`]);
  });
});
