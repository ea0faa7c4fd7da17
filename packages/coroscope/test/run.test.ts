import { join } from 'node:path';
import { calls, coroscope, fixtures, profile, writeFiles } from './support/command.js';

const node = process.execPath;

describe('coroscope run', () => {
  it('finds a script by its name without the extension', async () => {
    const end = await coroscope(node, ['run', 'ts/main']);
    expect(end).toMatchObject({ code: 0, stdout: '13 m² 7\n' });
  });

  it('leaves to the script what follows it', async () => {
    const args = ['process/echo.mjs', '--clock', 'x', '--', '-v'];
    const end = await coroscope(node, ['run', ...args], { input: 'typed in' });
    expect(end.code).toBe(0);
    expect(JSON.parse(end.stdout)).toMatchObject({
      input: 'typed in',
      arguments: args.slice(1),
      script: join(fixtures, 'process/echo.mjs'),
    });
    expect(end.stderr).toMatch(/^from the program\n/);
    expect(end.stderr).toContain('main');
  });

  it('ends as the script ends', async () => {
    expect(await coroscope(node, ['run', 'process/exit-code.cjs'])).toMatchObject({
      code: 7,
      signal: null,
    });
  });

  it('reports what a script has done that never stops computing and is ended by a signal', async () => {
    const end = await coroscope(node, ['run', 'process/busy.mjs'], {
      onOutput: (child, stdout) => {
        if (stdout === 'ready\n') child.kill('SIGINT');
      },
    });
    expect(end.signal).toBe('SIGINT');
    // The watcher has saved what the thread could not.
    expect(end.stderr).toMatch(/^ +1 .* compute +process\/busy\.mjs:1$/m);
  });

  it('reports all the same where the file that is asked for turns out to have no room', async () => {
    const args = ['run', '--out', '/dev/full', '--format', 'json', 'process/exit-code.cjs'];
    const end = await coroscope(node, args);
    expect(end.code).toBe(2);
    expect(end.stderr).toMatch(/^coroscope process\/exit-code\.cjs -/);
    expect(end.stderr).toMatch(/^coroscope: can't write \/dev\/full \(ENOSPC: .*\n$/m);
  });

  it('instruments what its options choose', async () => {
    const directory = writeFiles({
      'main.mjs':
        "import { a } from './a.mjs';\nimport { b } from 'b';\nfunction main() { return [a(), b()]; }\nmain();\n",
      'a.mjs': 'export function a() { return [1].join(); }\n',
      'node_modules/b/index.js': 'exports.b = function b() { return [2].join(); };\n',
    });
    const chosen = async (...options: string[]) => {
      const end = await profile(node, [...options, 'main.mjs'], { directory });
      return Object.keys(calls(end.profile)).sort();
    };
    expect(await chosen('--all', '--exclude', 'a.mjs')).toEqual(['b', 'main']);
    const absolute = join(directory, 'a.mjs');
    expect(await chosen('--include', absolute, '--include', 'node_modules')).toEqual(['a', 'b']);
  });
});
