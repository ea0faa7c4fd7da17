import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failingModule, positionsIn } from '../../conformance/test/support/failing-program.js';
import { ViteServer } from './support/vite-server.js';
import { bundlePlugins, Workspace, type Build, type Tool } from './support/workspace.js';

const MODULES = ['js', 'mjs', 'ts', 'mts', 'tsx'];
const TOOLS: [Tool, string[]][] = [
  ['esbuild', [...MODULES, 'cjs']],
  ['rollup', MODULES],
  ['rolldown', [...MODULES, 'cjs']],
  ['webpack', [...MODULES, 'cjs']],
  ['rspack', [...MODULES, 'cjs']],
  ['vite', [...MODULES, 'vue']],
];
/** Bare, they map JavaScript that no loader compiles to lines only; instrumented, it is mapped to columns. */
const COARSE: Tool[] = ['webpack', 'rspack'];
/** The same builds, without a rewriting. */
const BARE = { env: 'COROSCOPE_TEST_NEVER_SET' };

let plugins: string;
let workspace: Workspace;
beforeAll(async () => {
  plugins = await bundlePlugins();
  workspace = new Workspace('app');
  const modules = dirname(dirname(require.resolve('vue/package.json')));
  symlinkSync(join(modules, 'vue'), join(workspace.directory, 'node_modules/vue'), 'dir');
  for (const extension of [...MODULES, 'cjs', 'vue']) {
    workspace.write(`src/${extension}/failing.${extension}`, failingModule(extension));
  }
});
afterAll(() => {
  workspace?.close();
  rmSync(plugins, { recursive: true, force: true });
});

/** The stacks of each module of a bundle. */
function stacksIn(outfile: string): Record<string, string[]> {
  const stdout = execFileSync(process.execPath, ['--enable-source-maps', outfile], {
    encoding: 'utf8',
  });
  return JSON.parse(stdout) as Record<string, string[]>;
}

/** The positions of a module in JavaScript as Node runs it. */
function positionsOfNode(name: string): string[] {
  const file = JSON.stringify(join(workspace.directory, `src/${name}/failing.${name}`));
  const args = ['--no-warnings', '--input-type=module', '--eval'];
  const code = `import * as failing from ${file};
    console.log(JSON.stringify(await (failing.run ?? failing.default.run)()));`;
  const stdout = execFileSync(process.execPath, [...args, code], { encoding: 'utf8' });
  return positionsIn(JSON.parse(stdout) as string[]);
}

describe.each(TOOLS)('built by %s', (tool, extensions) => {
  it('errors name the lines and columns that they name bare', () => {
    const entry = `src/${tool}-main.mjs`;
    const imports = extensions.map((name) => {
      const names = name === 'cjs' ? name : `* as ${name}`;
      return `import ${names} from './${name}/failing.${name}';`;
    });
    const runs = extensions.map((name) => `${name}: await ${name}.run()`);
    workspace.write(
      entry,
      `${imports.join('\n')}
       const main = async () => console.log(JSON.stringify({ ${runs.join(', ')} }));
       main();`,
    );
    const outfile = (name: string) => join(workspace.directory, `out/${tool}-${name}.mjs`);
    const request = { tool, entry: `./${entry}`, vue: true };
    const builds: Build[] = [
      { ...request, outfile: outfile('bare'), options: BARE },
      { ...request, outfile: outfile('instrumented') },
    ];
    expect(workspace.build(plugins, builds)).toEqual([{ warnings: [] }, { warnings: [] }]);
    const registered = readFileSync(outfile('instrumented'), 'utf8').match(/\.register\(1/g);
    expect(registered?.length).toBeGreaterThanOrEqual(extensions.length);
    const bare = stacksIn(outfile('bare'));
    const instrumented = stacksIn(outfile('instrumented'));
    for (const name of extensions) {
      const isCoarse = COARSE.includes(tool) && /js$/.test(name);
      const expected = isCoarse ? positionsOfNode(name) : positionsIn(bare[name]!);
      expect(positionsIn(instrumented[name]!)).toEqual(expected);
    }
  });
});

it("errors on Vite's development server name the lines and columns that they name bare", async () => {
  const { directory } = workspace;
  const extensions = [...MODULES, 'vue'];
  for (const name of extensions) {
    workspace.write(
      `src/${name}/render.mjs`,
      `import { run } from './failing.${name}';
       export const render = async () => JSON.stringify(await run());`,
    );
  }
  const stacks = async (options?: object): Promise<string[][]> => {
    const server = await ViteServer.start({ vite: 'vite', plugins, directory, options });
    try {
      const rendered = [];
      for (const name of extensions) rendered.push(await server.render(`/src/${name}/render.mjs`));
      return rendered.map((text) => JSON.parse(text) as string[]);
    } finally {
      await server.close();
    }
  };
  const instrumented = await stacks();
  expect(instrumented.map(positionsIn)).toEqual((await stacks(BARE)).map(positionsIn));
});
