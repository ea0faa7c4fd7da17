import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calls, rowOf } from './support/figures.js';
import { launch, profile } from './support/launch.js';
import { writeFiles } from './support/files.js';
import { describeOnEachNode } from './support/nodes.js';
import { run } from './support/run.js';

describeOnEachNode('a launched program', (node) => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('dies of %s', async (signal) => {
    const end = await profile(node, ['process/wait.mjs'], { onOutput: whenReady(signal) });
    expect(end).toMatchObject({ code: null, signal });
    expect(rowOf(end.profile, 'wait')).toMatchObject({ calls: 1, live: 1 });
  });

  it('handles a signal itself, alone', async () => {
    // `once` removes a listener before it calls it.
    const end = await profile(node, ['process/handles.mjs'], { onOutput: whenReady('SIGTERM') });
    expect(end).toMatchObject({ code: 5, signal: null, stdout: 'ready\nSIGTERM 1,0,1\n' });
    expect(calls(end.profile)).toMatchObject({ close: 1 });
  });

  it('may hand a signal on after it has cleaned up', async () => {
    const end = await profile(node, ['process/gives-up.mjs'], { onOutput: whenReady('SIGTERM') });
    expect(end).toMatchObject({
      code: null,
      signal: 'SIGTERM',
      stdout: 'ready\ncleaned up true\n',
    });
    expect(calls(end.profile)).toEqual({ cleanUp: 1 });
  });
});

describe('such a program', () => {
  it.each(['SIGQUIT', 'SIGUSR2', 'SIGALRM', 'SIGXCPU'] as const)('dies of %s', async (signal) => {
    const signalled = { onOutput: whenReady(signal, 'program') };
    const end = await profile(process.execPath, ['process/wait.mjs'], signalled);
    expect(end).toMatchObject({ code: null, signal });
    expect(rowOf(end.profile, 'wait')).toMatchObject({ calls: 1, live: 1 });
    expect(end.profile.notes).toEqual([]);
  });

  it('goes on by a signal for which an option of Node listens', async () => {
    const directory = writeFiles({
      'main.cjs': `
        function later() { console.log('later'); }
        process.kill(process.pid, 'SIGUSR2');
        setTimeout(later, 100);`,
    });
    const nodeOptions = ['--report-on-signal', '--report-filename=report.json'];
    const end = await profile(process.execPath, ['main.cjs'], { directory }, { nodeOptions });
    expect(end).toMatchObject({ code: 0, stdout: 'later\n' });
    expect(existsSync(join(directory, 'report.json'))).toBe(true);
    expect(calls(end.profile)).toEqual({ later: 1 });
  });
});

describeOnEachNode('the listeners of a launched program', (node) => {
  it('are its own', async () => {
    const bare = await run(node, ['process/listeners.cjs']);
    const end = await profile(node, ['process/listeners.cjs']);
    expect(bare.stdout).toBe('false 0,0,0,0 still here\n');
    expect(end).toMatchObject({ code: 0, stdout: bare.stdout, stderr: '' });
    expect(calls(end.profile)).toMatchObject({ main: 1 });
  });

  it('may all be removed', async () => {
    const directory = writeFiles({
      'main.cjs': 'function main() { process.removeAllListeners(); }\nmain();\n',
    });
    expect(calls((await profile(node, ['main.cjs'], { directory })).profile)).toEqual({ main: 1 });
  });

  it('may be reached through an `emit` of its own', async () => {
    const directory = writeFiles({
      'main.cjs': `
        const { emit } = process;
        process.emit = function (event, ...rest) {
          if (event === 'exit') console.log('exit', ...rest);
          return emit.call(process, event, ...rest);
        };
        function main() { process.exitCode = 4; }
        main();
      `,
    });
    const end = await profile(node, ['main.cjs'], { directory });
    expect(end).toMatchObject({ code: 4, stdout: 'exit 4\n' });
    expect(calls(end.profile)).toMatchObject({ main: 1 });
  });
});

describe('a program that computes without end', () => {
  it('can be ended by a signal where nothing watches', async () => {
    const signalled = { onOutput: whenReady('SIGINT') };
    const end = await launch(process.execPath, ['process/busy.mjs'], signalled, { watcher: false });
    expect(end).toMatchObject({ code: null, signal: 'SIGINT', profile: undefined });
  });
});

/** Sends a signal, which a command hands on, as soon as a program is ready; or to the program itself. */
function whenReady(
  signal: NodeJS.Signals,
  receiver: 'command' | 'program' = 'command',
): (child: ChildProcess, stdout: string) => void {
  return (child, stdout) => {
    if (stdout !== 'ready\n') return;
    if (receiver === 'command') child.kill(signal);
    else process.kill(childOf(child.pid!), signal);
  };
}

function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
}
