import { readProfile } from '@coroscope/profile';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { calls, notesOfKilled, rowOf } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { KILLED } from './support/killed.js';
import { describeOnEachNode } from './support/nodes.js';
import { run } from './support/run.js';

const REGISTER = pathToFileURL(join(__dirname, '../dist/esm/register.js')).href;

const COMMAND = join(__dirname, '../../coroscope/bin/coroscope.js');

/** A step is an `await`, and the 177 calls of fib(10). */
const STEP = `
  import { writeSync } from 'node:fs';
  import { setTimeout as sleep } from 'node:timers/promises';
  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  async function step() { await null; return fib(10); }
  await step();
`;

/** Waits for the watcher, so that signals find it. */
const WATCHED = `
  import { existsSync } from 'node:fs';
  import { join } from 'node:path';
  const { runDirectory } = JSON.parse(process.env.COROSCOPE_OPTIONS);
  while (!existsSync(join(runDirectory, process.pid + '.watched'))) await sleep(5);
`;

/** Runs a program that no command waits for, and sends it a signal as soon as it is ready. */
async function signalled(node: string, program: string, signal: NodeJS.Signals) {
  const directory = writeFiles({ 'main.mjs': STEP + program, 'node_modules/.keep': '' });
  const end = await run(node, ['--import', REGISTER, 'main.mjs'], {
    directory,
    onOutput: (child, stdout) => {
      if (stdout === 'ready\n') child.kill(signal);
    },
  });
  const file = join(directory, 'node_modules/.cache/coroscope/profile.json');
  if (!existsSync(file)) throw new Error(`no profile; the program wrote:\n${end.stderr}`);
  return { ...end, profile: readProfile(readFileSync(file, 'utf8'), file) };
}

const READY = `writeSync(1, 'ready\\n');`;
const SPIN = `function spin() { ${READY} for (;;) Math.sqrt(2); }\nspin();`;
const CHAIN = `async function spin() { ${READY} for (;;) await null; }\nawait spin();`;

/** Ends a program that is stuck by a signal, which is as it ends bare, with all its figures. */
async function expectEndBy(node: string, stuck: string, signal: NodeJS.Signals): Promise<void> {
  const end = await signalled(node, WATCHED + stuck, signal);
  expect(end).toMatchObject({
    code: null,
    signal,
    stderr: 'coroscope: profile saved; print it with: coroscope report\n',
  });
  expect(calls(end.profile)).toEqual({ step: 1, fib: 177, spin: 1 });
  expect(rowOf(end.profile, 'spin').live).toBe(1);
  expect(notesOfKilled(end.profile)).toEqual([]);
}

describeOnEachNode('a stuck program that no command waits for', (node) => {
  it('ends by a signal as it does bare, with all its figures', async () => {
    await expectEndBy(node, SPIN, 'SIGTERM');
  });
});

describe('such a program', () => {
  it.each([
    ['Ctrl-C', 'SIGINT', SPIN],
    ['the end of a terminal, in a chain of microtasks', 'SIGHUP', CHAIN],
  ] as const)('ends so by %s', async (_, signal, stuck) => {
    await expectEndBy(process.execPath, stuck, signal);
  });
});

/** Waits until the watcher has written the figures down twice: the second time, all so far is in them. */
const FLUSHED = `
  import { statSync } from 'node:fs';
  const flushed = join(runDirectory, process.pid + '-0.flushed');
  const stamp = () => statSync(flushed, { throwIfNoEntry: false })?.mtimeMs;
  for (let left = 2, latest = stamp(); left > 0; await sleep(5)) {
    if (stamp() !== latest) left--;
    latest = stamp();
  }
`;

describe('a program that no command waits for', () => {
  it('leaves figures when it is killed, which are found when somebody looks for its profile', async () => {
    const program = `${WATCHED}${FLUSHED}${KILLED}`;
    const directory = writeFiles({ 'main.mjs': STEP + program, 'node_modules/.keep': '' });
    const environment = { COROSCOPE_OPTIONS: JSON.stringify({ flush: 0.02 }) };
    const args = ['--import', REGISTER, 'main.mjs'];
    const end = await run(process.execPath, args, { directory, environment });
    expect(end).toMatchObject({ code: null, signal: 'SIGKILL', stderr: '' });
    const recovered = await run(process.execPath, [COMMAND, 'report'], { directory });
    expect(recovered).toMatchObject({ code: 0 });
    const file = join(directory, 'node_modules/.cache/coroscope/profile.json');
    const profile = readProfile(readFileSync(file, 'utf8'), file);
    expect(calls(profile)).toMatchObject({ step: 1, fib: 177 });
    expect(notesOfKilled(profile)).toEqual([
      'Main was killed before it could save. Its figures are those that were written down last before that.',
    ]);
    expect(profile.processes).toMatchObject([{ arguments: ['main.mjs'], end: 'killed' }]);
  });

  it('is killed for another signal than Ctrl-C where nothing can interrupt it, with all its figures', async () => {
    // V8 interrupts what runs, but not what waits in the system: here, for somebody to write to a pipe.
    const wait = `
      import { execFileSync } from 'node:child_process';
      import { openSync } from 'node:fs';
      execFileSync('mkfifo', ['pipe']);
      function block() { openSync('pipe'); }
      ${READY}
      block();`;
    const end = await signalled(process.execPath, WATCHED + wait, 'SIGTERM');
    expect(end).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(calls(end.profile)).toEqual({ step: 1, fib: 177, block: 1 });
  });

  it('saves and ends by a signal at once', async () => {
    const wait = `async function wait() { ${READY} await sleep(1e6); }\nawait wait();`;
    const end = await signalled(process.execPath, WATCHED + wait, 'SIGTERM');
    expect(end).toMatchObject({ code: null, signal: 'SIGTERM' });
    expect(calls(end.profile)).toEqual({ step: 1, fib: 177, wait: 1 });
  });

  it('may listen for a signal, and take its time', async () => {
    const program = `
      process.once('SIGINT', function close() {
        // Longer than a program is taken to be stuck.
        const end = Date.now() + 2500;
        while (Date.now() < end);
        writeSync(1, 'closed ' + process.listenerCount('SIGINT') + '\\n');
        process.exit(5);
      });
      ${READY}
      await sleep(1e6);`;
    const end = await signalled(process.execPath, WATCHED + program, 'SIGINT');
    expect(end).toMatchObject({ code: 5, signal: null, stdout: 'ready\nclosed 0\n' });
    expect(calls(end.profile)).toMatchObject({ close: 1 });
  });
});
