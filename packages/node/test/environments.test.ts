import { readProfile } from '@coroscope/profile';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { calls } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { launch, profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';
import { run } from './support/run.js';

const REGISTER = pathToFileURL(join(__dirname, '../dist/esm/register.js')).href;

const STEP = `
  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  async function step() { await null; return fib(10); }
`;
const FIGURES = { step: 1, fib: 177 };

describeOnEachNode('a program in an odd environment', (node) => {
  const directory = () =>
    writeFiles({ 'main.mjs': `${STEP}console.log(await step(), process.execArgv.join());` });

  it('may have frozen intrinsics', async () => {
    const nodeOptions = ['--frozen-intrinsics', '--no-warnings'];
    const end = await profile(node, ['main.mjs'], { directory: directory() }, { nodeOptions });
    expect(end).toMatchObject({ code: 0, stdout: `55 ${nodeOptions}\n`, stderr: '' });
    expect(calls(end.profile)).toMatchObject(FIGURES);
  });

  it('may have locked the built-ins down', async () => {
    const lockdown = `
      const seen = new Set();
      const harden = (value) => {
        if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
        if (seen.has(value) || ArrayBuffer.isView(value)) return;
        seen.add(value);
        for (const { value: inner } of Object.values(Object.getOwnPropertyDescriptors(value))) harden(inner);
        harden(Object.getPrototypeOf(value));
        Object.freeze(value);
      };
      for (const name of ['Object', 'Array', 'Promise', 'Map', 'Set', 'Reflect', 'JSON', 'Math', 'Error',
        'String', 'Function', 'Date', 'Symbol', 'RegExp', 'Int32Array', 'Uint8Array']) harden(globalThis[name]);
      delete globalThis.SharedArrayBuffer;
      delete globalThis.Atomics;
      delete globalThis.performance;
    `;
    const files = writeFiles({ 'main.mjs': `${lockdown}${STEP}console.log(await step());` });
    const end = await profile(node, ['main.mjs'], { directory: files });
    expect(end).toMatchObject({ code: 0, stdout: '55\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject(FIGURES);
  });

  it('may have locked them down by SES', async () => {
    // Five steps: one alone, three in a generator, one in a compartment.
    const files = writeFiles({
      'main.mjs': `
        import { createRequire } from 'node:module';
        createRequire(import.meta.url)(${JSON.stringify(require.resolve('ses'))});
        ${STEP}
        async function* steps() { for (let i = 0; i < 3; i++) yield await step(); }
        lockdown();
        let sum = await step();
        for await (const each of steps()) sum += each;
        const compartment = new Compartment({ step: harden(step) });
        sum += await compartment.evaluate('(async () => step())()');
        console.log(sum, Object.isFrozen(Promise.prototype));`,
    });
    const end = await profile(node, ['main.mjs'], { directory: files });
    expect(end).toMatchObject({ code: 0, stdout: '275 true\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject({ step: 5, fib: 5 * 177, steps: 1 });
    expect(end.profile.notes).toEqual([]);
  });

  it('may be under the permission model', async () => {
    const flags = execFileSync(node, ['-p', '[...process.allowedNodeEnvironmentFlags].join()']);
    const isStable = flags.toString().split(',').includes('--permission');
    const model = isStable ? '--permission' : '--experimental-permission';
    const nodeOptions = [model, '--allow-fs-read=*', '--no-warnings'];
    const end = await launch(node, ['main.mjs'], { directory: directory() }, { nodeOptions });
    expect(end).toMatchObject({ code: 0, stdout: `55 ${nodeOptions}\n` });
    if (end.profile !== undefined && end.profile.functions.length > 0) {
      expect(calls(end.profile)).toMatchObject(FIGURES);
      expect(end.stderr).toBe('');
    } else {
      // Its hooks are in a thread of their own.
      expect(end.stderr).toMatch(/^coroscope: the program is not profiled: .*--allow-worker$/m);
    }
  });

  it('may have no temporary directory', async () => {
    const end = await profile(node, ['main.mjs'], {
      directory: directory(),
      environment: { TMPDIR: '/nowhere', HOME: '/nowhere' },
    });
    expect(end).toMatchObject({ code: 0, stdout: '55 \n', stderr: '' });
    expect(calls(end.profile)).toMatchObject(FIGURES);
  });

  it('may have a disk that is full by the time', async () => {
    const args = ['--import', REGISTER, 'main.mjs'];
    const end = await run(node, args, {
      directory: directory(),
      // What is written there is never there.
      environment: { COROSCOPE_OPTIONS: '{"out":"/dev/full"}' },
    });
    expect(end).toMatchObject({ code: 0, stdout: `55 ${args.slice(0, 2)}\n` });
    const [, file] =
      /^coroscope: the profile could not be saved where it belongs \(\/dev\/full: ENOSPC.*\); print it with: coroscope report (\S+)\n$/.exec(
        end.stderr,
      )!;
    expect(calls(readProfile(readFileSync(file, 'utf8'), file))).toMatchObject(FIGURES);
    rmSync(dirname(file), { recursive: true });
  });

  it('may have fake timers and a fake clock', async () => {
    const fake = `
      globalThis.setTimeout = () => 0;
      globalThis.setInterval = () => 0;
      globalThis.Date = class { toISOString() { return 'never'; } static now() { return 0; } };
      performance.now = () => 0;
      process.hrtime = Object.assign(() => [0, 0], { bigint: () => 0n });
    `;
    const files = writeFiles({ 'main.mjs': `${fake}${STEP}console.log(await step());` });
    const end = await profile(node, ['main.mjs'], { directory: files });
    expect(end).toMatchObject({ code: 0, stdout: '55\n', stderr: '' });
    expect(calls(end.profile)).toMatchObject(FIGURES);
    expect(end.profile.elapsed).toBeGreaterThan(0);
  });
});

describeOnEachNode('a program whose time stands still', (node) => {
  it('has figures of the time that passed', async () => {
    const fakeTimers = JSON.stringify(require.resolve('@sinonjs/fake-timers'));
    const files = writeFiles({
      'main.cjs': `
        const clock = require(${fakeTimers}).install({ now: 0 });
        ${STEP}
        async function later() { await new Promise((resolve) => setTimeout(resolve, 1e6)); return step(); }
        later().then((value) => console.log(value, Date.now(), performance.now(), process.hrtime()));
        clock.tickAsync(1e6);`,
    });
    const bare = await run(node, ['main.cjs'], { directory: files });
    const end = await profile(node, ['main.cjs'], { directory: files });
    expect(bare.stdout).toBe('55 1000000 1000000 [ 1000, 0 ]\n');
    expect(end).toMatchObject({ code: 0, stdout: bare.stdout, stderr: '' });
    expect(calls(end.profile)).toMatchObject({ ...FIGURES, later: 1 });
    // The million milliseconds have not passed.
    expect(end.profile.elapsed).toBeGreaterThan(0);
    expect(end.profile.elapsed).toBeLessThan(1e6);
  });
});

describeOnEachNode('the watcher', (node) => {
  it('is not among the active resources, and keeps nothing alive', async () => {
    const files = writeFiles({
      'main.cjs': `
        const { createHook } = require('node:async_hooks');
        const types = [];
        createHook({ init: (_id, type) => { types.push(type); } }).enable();
        function later() { require('node:fs').writeSync(1, [process.getActiveResourcesInfo(), types].join()); }
        setTimeout(later, 50);
      `,
    });
    const bare = await profile(node, ['main.cjs'], { directory: files }, { watcher: false });
    const end = await profile(node, ['main.cjs'], { directory: files });
    expect(bare.stdout).toContain('Timeout');
    expect(end).toMatchObject({ code: 0, stdout: bare.stdout, stderr: '' });
  });
});
