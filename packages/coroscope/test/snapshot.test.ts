import { readProfile, type Profile } from '@coroscope/profile';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describeOnEachNode } from '../../node/test/support/nodes.js';
import {
  calls,
  command,
  coroscope,
  rowOf,
  temporaryDirectory,
  writeFiles,
} from './support/command.js';
import { killRunning, onHosts, start } from './support/running.js';

afterEach(killRunning);

/** These programs live for seconds: only where there is time, each Node runs them. */
const onNodes: typeof describeOnEachNode = (title, body) =>
  process.env.COROSCOPE_TEST_HOSTS
    ? describeOnEachNode(title, body)
    : describe(title, () => body(process.execPath));

/** Two steps, with an `await` and the 177 calls of fib(10) each, and a call that hangs. */
const STEPS = `
  import { writeSync } from 'node:fs';
  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  async function step() { await null; return fib(10); }
  async function hang() { await new Promise(() => {}); }
  await step();
  await step();
  hang();
`;
const FIGURES = { step: 2, fib: 354, hang: 1 };
const SPIN = `
  function spin() { writeSync(1, process.pid + '\\n'); for (;;) Math.sqrt(2); }
  spin();
`;
const IDLE = `
  writeSync(1, process.pid + '\\n');
  process.stdin.resume();
  setInterval(() => {}, 1000);
`;

/** Takes a snapshot with this Node. */
async function snapshot(id: number | string): Promise<Profile> {
  const file = join(temporaryDirectory(), 'now.json');
  const { code, stderr } = await coroscope(process.execPath, ['snapshot', `${id}`, '--out', file]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: `coroscope: profile written to ${file}\n` });
  return readProfile(readFileSync(file, 'utf8'), file);
}

interface Channel {
  address: string;
  token: string;
}

/** How the watcher of a process can be asked, once it can. */
async function channelOf(id: string): Promise<Channel> {
  for (;;) {
    const runs = readdirSync(tmpdir()).filter((name) => /^coroscope-\w{6}$/.test(name));
    const files = runs.map((name) => join(tmpdir(), name, `${id}.channel`));
    const file = files.find((candidate) => existsSync(candidate));
    if (file !== undefined) return JSON.parse(readFileSync(file, 'utf8')) as Channel;
    await sleep(10);
  }
}

onNodes('a snapshot', (node) => {
  it('of a program that is stuck has all its figures, by its process and by that of the command', async () => {
    const directory = writeFiles({ 'main.mjs': STEPS + SPIN });
    const program = await start(node, [command, 'run', 'main.mjs'], directory);
    const first = await snapshot(program.words[0]);
    expect(calls(first)).toEqual({ ...FIGURES, spin: 1, 'hang.<Promise>': 1 });
    expect(rowOf(first, 'spin').live).toBe(1);
    expect(rowOf(first, 'hang').live).toBe(1);
    expect(first.threads.map(({ end }) => end)).toEqual(['running']);
    expect(first.notes).toEqual([]);
    expect(first.program?.arguments).toEqual(['main.mjs']);
    const second = await snapshot(program.pid);
    expect(calls(second)).toEqual(calls(first));
    expect(rowOf(second, 'spin').self).toBeGreaterThan(rowOf(first, 'spin').self);
    expect(program.child.exitCode).toBeNull();
  });

  onHosts('of a program without a command has its threads and children', async () => {
    const register = pathToFileURL(join(__dirname, '../dist/esm/register.js')).href;
    const directory = writeFiles({
      'node_modules/.keep': '',
      'main.mjs': `${STEPS}
        import { fork } from 'node:child_process';
        import { Worker } from 'node:worker_threads';
        import { once } from 'node:events';
        const worker = new Worker(new URL('worker.mjs', import.meta.url));
        await once(worker, 'message');
        const child = fork('child.mjs');
        await once(child, 'message');
        ${IDLE}`,
      'worker.mjs': `
        import { parentPort } from 'node:worker_threads';
        function inWorker() { parentPort.postMessage('ready'); }
        inWorker();
        parentPort.on('message', () => {});`,
      // A child gets its watcher later.
      'child.mjs': `
        async function inChild() {}
        await inChild();
        setTimeout(() => process.send('ready'), 1500);`,
    });
    const program = await start(node, ['--import', register, 'main.mjs'], directory);
    const profile = await snapshot(program.pid);
    expect(calls(profile)).toMatchObject({ ...FIGURES, inWorker: 1, inChild: 1 });
    expect(profile.threads.map(({ name }) => name)).toEqual([
      'main',
      'worker 1 (worker.mjs)',
      expect.stringMatching(/^process \d+$/),
    ]);
  });

  it('needs no help of the program, and keeps nothing alive', async () => {
    const directory = writeFiles({
      'main.mjs': `${STEPS}
        import { existsSync } from 'node:fs';
        const timer = setInterval(() => {
          if (existsSync('end')) clearInterval(timer);
        }, 10);
        writeSync(1, process.pid + '\\n');`,
    });
    const program = await start(node, [command, 'run', '--quiet', 'main.mjs'], directory);
    const channel = await channelOf(program.words[0]);
    // Somebody who stays connected.
    const socket = connect(channel.address).on('error', () => {});
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    writeFileSync(join(directory, 'end'), '');
    expect(await program.ended).toEqual([0, null]);
    await closed;
    expect(existsSync(channel.address)).toBe(false);
  });

  it('is for those who have the token only', async () => {
    const directory = writeFiles({ 'main.mjs': STEPS + IDLE });
    const program = await start(node, [command, 'run', 'main.mjs'], directory);
    const { address, token } = await channelOf(program.words[0]);
    /** What is answered before the connection is closed, up to the end of a line. */
    const ask = async (question: string) => {
      const socket = connect(address)
        .setEncoding('utf8')
        .on('error', () => {});
      socket.write(question);
      let text = '';
      for await (const chunk of socket as AsyncIterable<string>) {
        text += chunk;
        if (text.includes('\n')) break;
      }
      return text;
    };
    expect(await ask(`${JSON.stringify({ ask: 'read', token })}\n`)).toMatch(/^{"threads":/);
    expect(await ask(`${JSON.stringify({ ask: 'read', token: 'x'.repeat(22) })}\n`)).toBe('');
    expect(await ask(`${JSON.stringify({ ask: 'read' })}\n`)).toBe('');
    expect(await ask('GET / HTTP/1.1\n')).toBe('');
    expect(await ask('x'.repeat(10_000))).toBe('');
    expect(statSync(join(address, '..')).mode & 0o777).toBe(0o700);
  });
});

describe('a process that gives no snapshot', () => {
  const refusal = async (...args: string[]) => {
    const { code, stdout, stderr } = await coroscope(process.execPath, ['snapshot', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    return stderr;
  };

  it('is one that does not exist', async () => {
    expect(await refusal('999999999')).toBe('coroscope: there is no process 999999999\n');
    expect(await refusal('now')).toMatch(/Give the id of a process, a number\./);
  });

  it('is one that was started without the profiler', async () => {
    expect(await refusal(`${process.pid}`)).toMatch(
      /^coroscope: process \d+ was not started with Coroscope, .* start it with: coroscope run <script>\n$/,
    );
  });

  it.each([
    ['bun', 'Bun'],
    ['deno', 'Deno'],
  ])('is one that runs on %s', async (host, name) => {
    // As it announces itself.
    const parent = temporaryDirectory();
    const run = mkdtempSync(join(parent, 'coroscope-'));
    writeFileSync(join(run, `${process.pid}-0.started`), host);
    const args = ['snapshot', `${process.pid}`];
    const { code, stderr } = await coroscope(process.execPath, args, {
      environment: { TMPDIR: parent },
    });
    expect(code).toBe(2);
    expect(stderr).toBe(
      `coroscope: process ${process.pid} runs on ${name}, where nothing can watch it; its profile comes when it ends, or run it with Node\n`,
    );
  });

  it('is one without a watcher', async () => {
    const directory = writeFiles({ 'main.mjs': STEPS + IDLE });
    const args = [command, 'run', '--no-watcher', 'main.mjs'];
    const { words } = await start(process.execPath, args, directory);
    expect(await refusal(words[0])).toMatch(
      /^coroscope: process \d+ has no watcher that could be asked; start it without --no-watcher/,
    );
  });
});
