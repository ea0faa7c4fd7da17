import { readProfile } from '@coroscope/profile';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { calls } from './support/figures.js';
import { temporaryDirectory, writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';
import { run } from './support/run.js';

const PARENT = `
  const { spawnSync } = require('node:child_process');
  function parent(directory) {
    spawnSync(process.execPath, [__dirname + '/child.cjs'], { cwd: directory, stdio: 'inherit' });
  }
  parent(process.argv[2]);
`;
const CHILD = `function child() { console.log([1].map(String)[0]); }\nchild();\n`;

describeOnEachNode('the children of a program that has registered the hooks', (node) => {
  const registered = async (args: string[], environment: NodeJS.ProcessEnv) => {
    const directory = writeFiles({ 'parent.cjs': PARENT, 'child.cjs': CHILD });
    mkdirSync(join(directory, 'node_modules/@coroscope'), { recursive: true });
    symlinkSync(join(__dirname, '..'), join(directory, 'node_modules/@coroscope/node'), 'dir');
    const elsewhere = temporaryDirectory();
    const end = await run(node, [...args, 'parent.cjs', elsewhere], {
      directory,
      environment: { ...environment, COROSCOPE_OPTIONS: '{"out":"profile.json"}' },
    });
    expect(end).toMatchObject({ code: 0, stdout: '1\n' });
    const file = join(directory, 'profile.json');
    return calls(readProfile(readFileSync(file, 'utf8'), file));
  };

  it('are profiled in any folder', async () => {
    const NODE_OPTIONS = '--import @coroscope/node/register';
    expect(await registered([], { NODE_OPTIONS })).toEqual({ parent: 1, child: 1 });
  });

  it('are profiled if the hooks were registered on the command line', async () => {
    const args = ['--import', '@coroscope/node/register'];
    expect(await registered(args, {})).toEqual({ parent: 1, child: 1 });
  });
});

describeOnEachNode('a thread in which nothing of the program runs', (node) => {
  it('is not missed', async () => {
    const directory = writeFiles({
      'main.cjs': `
        const { Worker } = require('node:worker_threads');
        function main() {
          const worker = new Worker('setInterval(() => {}, 1e3)', { eval: true });
          worker.once('online', () => worker.terminate());
        }
        main();
      `,
    });
    const end = await profile(node, ['main.cjs'], { directory });
    expect(end.profile.notes).toEqual([]);
  });
});
