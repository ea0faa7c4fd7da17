import { join } from 'node:path';
import { calls, rowOf } from './support/figures.js';
import { launch, profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';
import { fixtures, run } from './support/run.js';

describeOnEachNode('a launched program', (node) => {
  it('keeps its arguments and its standard streams', async () => {
    const args = ['process/echo.mjs', '--clock', 'x', '--', '-v'];
    const end = await launch(node, args, { input: 'typed in' });
    expect(end.code).toBe(0);
    expect(JSON.parse(end.stdout)).toEqual({
      input: 'typed in',
      arguments: args.slice(1),
      script: join(fixtures, 'process/echo.mjs'),
      execArgv: [],
    });
    expect(end.stderr).toBe('from the program\n');
  });

  it('keeps the depth that its recursion reaches', async () => {
    const bare = await run(node, ['process/deep.mjs']);
    const end = await profile(node, ['process/deep.mjs']);
    expect(bare).toMatchObject({ code: 0, stdout: '32004000 3501 0\n'.repeat(2) });
    expect(end).toMatchObject({ code: 0, stdout: bare.stdout, stderr: '' });
  });

  it('keeps it in workers, with a stack of any size', async () => {
    const bare = await run(node, ['process/deep-worker.mjs']);
    const end = await profile(node, ['process/deep-worker.mjs']);
    expect(bare).toMatchObject({ code: 0, stdout: '648018000 0\n30423900 0\ntrue true true\n' });
    expect(end).toMatchObject({ code: 0, stdout: bare.stdout, stderr: '' });
  });

  it('is run as the main module', async () => {
    const bare = await run(node, ['process/entry.cjs']);
    const end = await profile(node, ['process/entry.cjs']);
    expect(bare.stdout).toBe('true true true . true\ntick promise\n');
    expect(end).toMatchObject({ code: 0, stdout: bare.stdout, stderr: '' });
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
});

/** The lines of a file that a stack trace names. */
function lineNumbers(trace: string, file: string): number[] {
  return [...trace.matchAll(new RegExp(`${file}:(\\d+)`, 'g'))].map(([, line]) => Number(line));
}
