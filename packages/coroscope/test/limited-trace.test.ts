import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coroscope, writeFiles } from './support/command.js';

const node = process.execPath;
const LIMIT = 'The trace is limited to the tag "b"';
const PROGRAM = {
  'package.json': '{ "type": "module" }',
  'context.js': `
    import { AsyncLocalStorage } from 'node:async_hooks';
    export const requests = new AsyncLocalStorage();
  `,
  'tag.js': `
    import { requests } from './context.js';
    export default () => requests.getStore();
  `,
  'main.js': `
    import { setTimeout as pause } from 'node:timers/promises';
    import { requests } from './context.js';
    async function query(id) { for (const ms of [1, 2]) await pause(ms); return id; }
    async function handle(id) { return await query(id); }
    function serve() { return ['a', 'b', 'c'].map((id) => requests.run(id, () => handle(id))); }
    console.log((await Promise.all(serve())).join());
  `,
};

describe('coroscope run --trace-tag', () => {
  let directory: string;
  const run = async (...args: string[]) => {
    const end = await coroscope(node, args, { directory });
    expect(end).toMatchObject({ code: 0 });
    return end.stdout.replace(/\s+/g, ' ');
  };
  beforeAll(async () => {
    directory = writeFiles(PROGRAM);
    const options = ['--quiet', '--tag-module', './tag.js', '--out', 'whole.json'];
    await run('run', ...options, '--trace', 'b.trace', '--trace-tag', 'b', 'main.js');
  });

  it('limits the trace, and not the profile', async () => {
    expect(await run('trace', 'b.trace')).toMatch(/2 calls \| 3 suspensions/);
    expect(await run('report', 'whole.json', '--tag', 'c')).toMatch(/2 calls of 2 functions/);
  });

  it.each([
    ['the summary', []],
    ['the timeline', ['--timeline']],
    ['the critical path', ['--critical-path', 'handle']],
  ])('is named by %s', async (_what, options) => {
    expect(await run('trace', 'b.trace', ...options)).toContain(LIMIT);
  });

  it.each([
    ['chrome', LIMIT.replaceAll('"', '\\"')],
    ['otlp', 'coroscope.only_tags'],
    ['parquet', 'coroscope.only_tags'],
  ])('is named by a file of the format %s', async (format, expected) => {
    await run('convert', 'b.trace', '--to', format, '-o', `b.${format}`);
    expect(readFileSync(join(directory, `b.${format}`)).includes(expected)).toBe(true);
  });

  it('needs a trace', async () => {
    const end = await coroscope(node, ['run', '--trace-tag', 'b', 'main.js'], { directory });
    expect(end).toMatchObject({
      code: 2,
      stderr: 'coroscope: --trace-tag limits a trace; name its file with --trace\n',
    });
  });
});

test('the trace of a program that is killed has what happened until its last flush', async () => {
  const directory = writeFiles({
    'package.json': '{ "type": "module" }',
    'main.js': `
      import { execFileSync } from 'node:child_process';
      import { readdirSync, statSync } from 'node:fs';
      import { setTimeout as pause } from 'node:timers/promises';
      async function work() { await pause(1); }
      await work();
      const size = () => Math.max(...readdirSync('.')
        .filter((name) => name.startsWith('app.trace')).map((name) => statSync(name).size));
      for (const before = size(); size() === before;) await pause(10);
      execFileSync('kill', ['-9', \`\${process.pid}\`]);
    `,
  });
  const options = ['--quiet', '--flush', '0.1', '--trace', 'app.trace'];
  await coroscope(node, ['run', ...options, 'main.js'], { directory });
  const { stdout } = await coroscope(node, ['trace', 'app.trace'], { directory });
  expect(stdout).toMatch(/ work {2}\S*main\.js:5/);
  expect(stdout).toContain('The trace has no end: the program was killed');
});
