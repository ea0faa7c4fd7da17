import { tagTable } from '@coroscope/profile';
import { calls, coroscope, profile, run, writeFiles } from './coroscope.js';

const node = process.execPath;
const PROGRAM = {
  'context.ts': `
    import { AsyncLocalStorage } from 'node:async_hooks';
    export const requests = new AsyncLocalStorage<string>();
  `,
  'tag.ts': `
    import { requests } from './context.ts';
    export default (): string | undefined => requests.getStore();
  `,
  'main.ts': `
    import { setTimeout as pause } from 'node:timers/promises';
    import { requests } from './context.ts';
    async function query(id: string) { for (const ms of [1, 2]) await pause(ms); return id; }
    async function handle(id: string) { return await query(id); }
    function serve() { return ['a', 'b', 'c'].map((id) => requests.run(id, () => handle(id))); }
    console.log((await Promise.all(serve())).join());
  `,
};

describe('coroscope run --tag-module', () => {
  it('tags what runs, in TypeScript too, and changes nothing for the program', async () => {
    const directory = writeFiles(PROGRAM);
    const end = await profile(node, ['--tag-module', 'tag.ts', 'main.ts'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: 'a,b,c\n', stderr: '' });
    const rows = tagTable(end.profile).map(({ tag, calls, suspensions }) => [
      tag,
      calls,
      suspensions,
    ]);
    expect(rows.slice(0, 3)).toEqual([
      ['a', 2, 3],
      ['b', 2, 3],
      ['c', 2, 3],
    ]);
    expect(calls(end.profile)).toMatchObject({ serve: 1, handle: 3, query: 3 });
    expect(end.profile.notes).toEqual([]);
  });

  it('shows a table of tags, or one of them', async () => {
    const directory = writeFiles(PROGRAM);
    const options = ['run', '--quiet', '--out', 'a.json', '--tag-module', './tag.ts', 'main.ts'];
    await coroscope(node, options, { directory });
    const table = await coroscope(node, ['report', 'a.json', '--tags'], { directory });
    expect(table.stdout).toMatch(/^Tags /m);
    expect(table.stdout).toContain('3 tags');
    const one = await coroscope(node, ['report', 'a.json', '--tag', 'b'], { directory });
    expect(one.stdout).toMatch(/2 calls of 2 functions/);
    const none = await coroscope(node, ['report', 'a.json', '--tag', 'd'], { directory });
    expect(none).toMatchObject({
      code: 2,
      stderr: 'coroscope: a.json: has no tag "d"; choose one of a, b, c\n',
    });
  });

  it.each([
    { text: 'export const tag = 1;', reason: /the default export of tag\.mjs is no function/ },
    {
      text: 'throw new Error("broken");',
      reason: /its module could not be loaded: .*tag\.mjs: broken/,
    },
  ])('runs the program untagged if the module gives no function: $reason', async (given) => {
    const directory = writeFiles({ ...PROGRAM, 'tag.mjs': given.text });
    const end = await profile(node, ['--tag-module', 'tag.mjs', 'main.ts'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: 'a,b,c\n' });
    expect(end.stderr).toMatch(/^coroscope: nothing is tagged, as .*\n$/);
    expect(end.stderr).toMatch(given.reason);
    expect(tagTable(end.profile).map(({ tag }) => tag)).toEqual([undefined]);
  });

  it('is refused without the module', async () => {
    const directory = writeFiles(PROGRAM);
    const end = await coroscope(node, ['run', '--tag-module', 'no.ts', 'main.ts'], { directory });
    expect(end).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toMatch(/^coroscope: there is no tag module no\.ts; give the path/);
  });

  it('tags what runs in workers', async () => {
    const directory = writeFiles({
      ...PROGRAM,
      'start.ts': `
        import { Worker } from 'node:worker_threads';
        new Worker(new URL('./main.ts', import.meta.url));
      `,
    });
    const end = await profile(node, ['--tag-module', 'tag.ts', 'start.ts'], { directory });
    expect(end.stdout).toBe('a,b,c\n');
    const tags = end.profile.threads.map(({ name, tag }) => [name, tag]);
    expect(tags).toEqual(
      expect.arrayContaining([
        ['worker 1', 'a'],
        ['worker 1', 'c'],
      ]),
    );
  });
});

describe('--compensate', () => {
  it('takes the probes off what was measured', async () => {
    const directory = writeFiles(PROGRAM);
    await coroscope(node, ['run', '--quiet', '--out', 'a.json', 'main.ts'], { directory });
    const args = ['report', 'a.json', '--compensate', '--raw'];
    const end = await coroscope(node, args, { directory });
    expect(end.stdout).toContain('raw total');
    expect(end.stdout).toContain('Compensated: ');
  });

  it('is refused where nobody has measured them, with the name of the file', async () => {
    const directory = writeFiles(PROGRAM);
    await coroscope(node, ['run', '--quiet', '--out', 'a.json', 'main.ts'], { directory });
    const strip = `
      const { readFileSync, writeFileSync } = require('node:fs');
      const profile = JSON.parse(readFileSync('a.json', 'utf8'));
      for (const thread of profile.threads) delete thread.probeCosts;
      writeFileSync('b.json', JSON.stringify(profile));
    `;
    await run(node, ['-e', strip], { directory });
    const end = await coroscope(node, ['report', 'b.json', '--compensate'], { directory });
    expect(end).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toBe(
      'coroscope: b.json: does not say what its probes cost; profile the program again\n',
    );
  });
});
