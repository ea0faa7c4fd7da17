import { calls } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';
import { run } from './support/run.js';

/** Two steps: an `await`, and the 177 calls of fib(10) each. */
const STEPS = `
  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  async function step() { await null; return fib(10); }
  await step();
  await step();
`;
const FIGURES = { step: 2, fib: 354 };

const CRASH = 'This is the profile of a crash';

/** Node emits no event `exit` for most of these. */
const ENDS: readonly [string, string, object, string[]][] = [
  [
    'is aborted',
    'process.abort();',
    { signal: 'SIGABRT' },
    [`${CRASH}: SIGABRT ended the program.`],
  ],
  [
    'kills itself',
    "process.kill(process.pid, 'SIGKILL');",
    { signal: 'SIGKILL' },
    [`${CRASH}: SIGKILL ended the program.`],
  ],
  // It never gets to its event loop again.
  ['ends itself by a signal', "process.kill(process.pid, 'SIGTERM');", { signal: 'SIGTERM' }, []],
  [
    'gets a signal while it exits',
    "process.on('exit', () => process.kill(process.pid, 'SIGHUP'));",
    { signal: 'SIGHUP' },
    [],
  ],
  ['leaves by `reallyExit`', 'process.reallyExit(5);', { code: 5 }, []],
  [
    'throws in what handles its errors',
    `process.on('uncaughtException', () => { throw new Error('another'); });
     setTimeout(() => { throw new Error('one'); });`,
    { code: 7 },
    [`${CRASH}: the program was ended by an error that nothing caught.`],
  ],
];

describeOnEachNode('a program that ends at once', (node) => {
  it.each(ENDS)('since it %s, loses nothing', async (_, ending, end, notes) => {
    const directory = writeFiles({ 'main.mjs': STEPS + ending });
    const bare = await run(node, ['main.mjs'], { directory });
    const profiled = await profile(node, ['main.mjs'], { directory });
    expect(bare).toMatchObject(end);
    expect(profiled).toMatchObject({ code: bare.code, signal: bare.signal, stdout: bare.stdout });
    expect(calls(profiled.profile)).toMatchObject(FIGURES);
    expect(profiled.profile.notes).toEqual(notes);
  });
});

describe('what ends a program so', () => {
  it('looks as it does bare', async () => {
    const main = `
      for (const name of ['abort', 'reallyExit', '_fatalException', '_kill']) {
        const { enumerable, writable, configurable } = Object.getOwnPropertyDescriptor(process, name);
        console.log(process[name].name, process[name].length, enumerable, writable, configurable);
      }
      console.log(Object.keys(process).join());`;
    const directory = writeFiles({ 'main.cjs': main });
    const bare = await run(process.execPath, ['main.cjs'], { directory });
    const { stdout } = await profile(process.execPath, ['main.cjs'], { directory });
    expect(stdout).toBe(bare.stdout);
  });

  it('shows where an error was thrown', async () => {
    const directory = writeFiles({
      'main.cjs': `
        process.on('uncaughtException', () => {
          throw new Error('another');
        });
        throw new Error('one');`,
    });
    const { stderr } = await profile(process.execPath, ['main.cjs'], { directory });
    expect(stderr).toContain('main.cjs:3');
    expect(stderr).not.toMatch(/coroscope[/\\]|dist[/\\]cjs/);
  });
});
