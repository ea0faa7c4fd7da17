import { tagTable } from '@coroscope/profile';
import { calls } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';

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

describe('a tag module', () => {
  it('tags what runs, in TypeScript too, and changes nothing for the program', async () => {
    const directory = writeFiles(PROGRAM);
    const end = await profile(node, ['main.ts'], { directory }, { tagModule: 'tag.ts' });
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

  it.each([
    { text: 'export const tag = 1;', reason: /the default export of tag\.mjs is no function/ },
    {
      text: 'throw new Error("broken");',
      reason: /its module could not be loaded: .*tag\.mjs: broken/,
    },
  ])('runs the program untagged if the module gives no function: $reason', async (given) => {
    const directory = writeFiles({ ...PROGRAM, 'tag.mjs': given.text });
    const end = await profile(node, ['main.ts'], { directory }, { tagModule: 'tag.mjs' });
    expect(end).toMatchObject({ code: 0, stdout: 'a,b,c\n' });
    expect(end.stderr).toMatch(/^coroscope: nothing is tagged, as .*\n$/);
    expect(end.stderr).toMatch(given.reason);
    expect(tagTable(end.profile).map(({ tag }) => tag)).toEqual([undefined]);
  });

  it('tags what runs in workers', async () => {
    const directory = writeFiles({
      ...PROGRAM,
      'start.ts': `
        import { Worker } from 'node:worker_threads';
        new Worker(new URL('./main.ts', import.meta.url));
      `,
    });
    const end = await profile(node, ['start.ts'], { directory }, { tagModule: 'tag.ts' });
    expect(end.stdout).toBe('a,b,c\n');
    const tags = end.profile.threads.map(({ name, tag }) => [name, tag]);
    expect(tags).toEqual(
      expect.arrayContaining([
        ['worker 1 (main.ts)', 'a'],
        ['worker 1 (main.ts)', 'c'],
      ]),
    );
  });
});
