import { coroscope, writeFiles } from './support/command.js';

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

  it('is refused without the module', async () => {
    const directory = writeFiles(PROGRAM);
    const end = await coroscope(node, ['run', '--tag-module', 'no.ts', 'main.ts'], { directory });
    expect(end).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toMatch(/^coroscope: there is no tag module no\.ts; give the path/);
  });
});
