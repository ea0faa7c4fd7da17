import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { calls, command, coroscope, fixtures, profile, rowOf, run } from './coroscope.js';
import { describeOnEachNode } from './nodes.js';

describeOnEachNode('the program', (node) => {
  it('keeps its arguments and its standard streams', async () => {
    const args = ['process/echo.mjs', '--clock', 'x', '--', '-v'];
    const end = await coroscope(node, ['run', ...args], { input: 'typed in' });
    expect(end.code).toBe(0);
    expect(JSON.parse(end.stdout)).toEqual({
      input: 'typed in',
      arguments: args.slice(1),
      script: join(fixtures, 'process/echo.mjs'),
      execArgv: [],
    });
    expect(end.stderr).toMatch(/^from the program\n/);
    expect(end.stderr).toContain('main');
  });

  it('keeps its exit code', async () => {
    expect(await profile(node, ['process/exit-code.cjs'])).toMatchObject({ code: 7, signal: null });
    const end = await profile(node, ['process/exit.mjs']);
    expect(end).toMatchObject({ code: 3, signal: null, stderr: '' });
    expect(rowOf(end.profile, 'leave')).toMatchObject({ calls: 1, live: 1 });
  });

  it('fails with its own error, at the line of the source', async () => {
    const bare = await run(node, ['process/uncaught.mjs']);
    const end = await profile(node, ['process/uncaught.mjs']);
    expect(end).toMatchObject({ code: 1, signal: null });
    expect(end.stderr).toContain('TypeError: no luck');
    expect(lineNumbers(end.stderr, 'uncaught.mjs')).toEqual(
      lineNumbers(bare.stderr, 'uncaught.mjs'),
    );
    expect(calls(end.profile)).toEqual({ fail: 1 });
  });

  it('fails at the line of the source in TypeScript too', async () => {
    const end = await profile(node, ['process/uncaught.ts']);
    expect(end.code).toBe(1);
    expect(lineNumbers(end.stderr, 'uncaught.ts')).toEqual([8, 8, 11]);
  });

  it('dies of an unhandled rejection', async () => {
    const end = await profile(node, ['process/unhandled.cjs']);
    expect(end).toMatchObject({ code: 1, stderr: expect.stringContaining('nobody cares') });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('dies of %s', async (signal) => {
    const end = await profile(node, ['process/wait.mjs'], { onOutput: whenReady(signal) });
    expect(end).toMatchObject({ code: null, signal });
    expect(rowOf(end.profile, 'wait')).toMatchObject({ calls: 1, live: 1 });
  });

  it('handles a signal itself, alone', async () => {
    const end = await profile(node, ['process/handles.mjs'], { onOutput: whenReady('SIGTERM') });
    expect(end).toMatchObject({ code: 5, signal: null, stdout: 'ready\nSIGTERM 1,1,1\n' });
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

describe('a program that computes without end', () => {
  it('can be ended by a signal, and that is told', async () => {
    const end = await run(process.execPath, [command, 'run', 'process/busy.mjs'], {
      onOutput: whenReady('SIGINT'),
    });
    expect(end.signal).toBe('SIGINT');
    expect(end.stderr).toMatch(/^coroscope: no figures: .*SIGINT.*\n$/);
  });
});

function whenReady(signal: NodeJS.Signals): (child: ChildProcess, stdout: string) => void {
  return (child, stdout) => {
    if (stdout === 'ready\n') child.kill(signal);
  };
}

/** The lines of a file that a stack trace names. */
function lineNumbers(trace: string, file: string): number[] {
  return [...trace.matchAll(new RegExp(`${file}:(\\d+)`, 'g'))].map(([, line]) => Number(line));
}
