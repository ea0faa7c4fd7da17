import { siteTable } from '@coroscope/profile';
import { transformSync, type Loader, type TransformOptions } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failingModule, positionsIn } from '../../conformance/test/support/failing-program.js';
import { calls, locations } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';
import { run } from './support/run.js';

const SOURCE = `interface Order { id: number }


/** Comments are lost on the way. */
async function checkout(order: Order): Promise<string> {

  return describe(await Promise.resolve(order));
}

function describe({ id }: Order): string {
  if (id < 0) {

    throw new RangeError(['negative', id].join(' '));
  }
  return ['order', id].join(' ');
}

console.log(await checkout({ id: Number(process.argv[2]) }));
`;

const options: TransformOptions = { loader: 'ts', format: 'esm', minify: true, keepNames: false };

describeOnEachNode('a program that was compiled', (node) => {
  it('is shown as it was written, by the map beside it', async () => {
    const { code, map } = transformSync(SOURCE, {
      ...options,
      sourcemap: 'external',
      sourcefile: '../src/main.ts',
    });
    const directory = writeFiles({
      'src/main.ts': SOURCE,
      'build/main.mjs': `${code}//# sourceMappingURL=main.mjs.map\n`,
      'build/main.mjs.map': map,
    });
    const end = await profile(node, ['build/main.mjs', '7'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: 'order 7\n', stderr: '' });
    expect(calls(end.profile)).toEqual({ checkout: 1, describe: 1 });
    expect(locations(end.profile, directory)).toMatchObject({
      checkout: 'src/main.ts:5:1',
      describe: 'src/main.ts:10:1',
    });
    const site = siteTable(end.profile).find(({ line }) => line === 7)!;
    expect(site).toMatchObject({ kind: 'await', column: 19 });
    expect(end.profile.files[0].lines).toMatchObject({
      7: '  return describe(await Promise.resolve(order));',
    });
  });

  it('is shown as it was written, by a map inside it that has the sources', async () => {
    const { code } = transformSync(SOURCE, {
      ...options,
      sourcemap: 'inline',
      sourcesContent: true,
      sourcefile: 'gone/main.ts',
    });
    const directory = writeFiles({ 'main.mjs': code });
    const end = await profile(node, ['main.mjs', '7'], { directory });
    expect(locations(end.profile, directory)).toMatchObject({ checkout: 'gone/main.ts:5:1' });
    expect(end.profile.files[0].lines).toMatchObject({
      10: 'function describe({ id }: Order): string {',
    });
  });

  it('is shown as it is where the map can not be read', async () => {
    const directory = writeFiles({
      'main.mjs':
        'function main() { for (const _ of [1]); }\nmain();\n//# sourceMappingURL=lost.map\n',
    });
    const end = await profile(node, ['main.mjs'], { directory });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(locations(end.profile, directory)).toMatchObject({ main: 'main.mjs:1:1' });
  });

  it('has the stack traces that it asks for', async () => {
    const { code, map } = transformSync(SOURCE, {
      ...options,
      sourcemap: 'external',
      sourcefile: 'main.ts',
    });
    const directory = writeFiles({
      'main.ts': SOURCE,
      'main.mjs': `${code}//# sourceMappingURL=main.mjs.map\n`,
      'main.mjs.map': map,
    });
    const end = await profile(node, ['main.mjs', '-1'], {
      directory,
      environment: { NODE_OPTIONS: '--enable-source-maps' },
    });
    expect(end.code).toBe(1);
    expect(end.stderr).toContain(`${join(directory, 'main.ts')}:13`);
    expect(end.stderr).toContain(`${join(directory, 'main.ts')}:7`);
  });
});

/** Throws in a constructor, an accessor, a callback and, in the end, uncaught and after an `await`. */
const THROWING = `class Cart {
  constructor(isFull) { if (isFull) { throw new Error('full'); } }
  get copy() { return new Cart(true); }
  async read() { await 1; return this.copy; }
}
const places = (error) => error.stack.match(/main\\.\\w+:\\d+:\\d+/g).join(' ');
const log = (error) => console.log(places(error));
new Cart().read().catch(log).then(() => {
  try { [1].map(() => null.x); } catch (error) { log(error); }
  return new Cart().read();
});
`;

describeOnEachNode('plain JavaScript', (node) => {
  it.each(['main.mjs', 'main.cjs'])(
    'has the positions of its source in errors: %s',
    async (name) => {
      const directory = writeFiles({ [name]: THROWING });
      const bare = await run(node, [name], { directory });
      const end = await profile(node, [name], { directory });
      const places = (text: string) => text.match(/main\.\w+:\d+:\d+/g);
      expect(places(bare.stdout)).toEqual(
        ['2:45', '3:23', '4:39', '9:28', '9:13'].map((place) => `${name}:${place}`),
      );
      expect(end).toMatchObject({ code: 1, stdout: bare.stdout });
      expect(places(end.stderr)).toEqual(places(bare.stderr));
      // The excerpt of the source.
      expect(end.stderr.split('\n').slice(1, 3)).toEqual(bare.stderr.split('\n').slice(1, 3));
    },
  );
});

describeOnEachNode('the excerpt for an uncaught error', (node) => {
  const excerpt = (text: string) => text.split('\n')[1];
  /** What is kept of plain JavaScript, its source map decoded. */
  const keptMaps = (directory: string): { sourcesContent?: string[] }[] =>
    readdirSync(join(directory, 'cache'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
        const [, map] = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(
          text,
        )!;
        return JSON.parse(Buffer.from(map!, 'base64').toString()) as { sourcesContent?: string[] };
      });

  it.each(['main.mjs', 'main.cjs'])('is read from the file, not kept twice: %s', async (name) => {
    const directory = writeFiles({
      [name]: `function fail() {\n  throw new Error('no');\n}\nfail();\n`,
    });
    const end = await profile(node, [name], { directory }, { cache: 'cache' });
    expect(excerpt(end.stderr)).toBe("  throw new Error('no');");
    expect(keptMaps(directory).map(({ sourcesContent }) => sourcesContent)).toEqual([undefined]);
  });

  it('is that of the text that a hook of the program has made', async () => {
    const directory = writeFiles({
      'hook.cjs': `const { readFileSync } = require('node:fs');
require('node:module')._extensions['.js'] = (module, path) =>
  module._compile('// One line more.\\n' + readFileSync(path, 'utf8').replace('MESSAGE', "'made'"), path);
`,
      'fail.js': 'function fail() {\n  throw new Error(MESSAGE);\n}\nfail();\n',
      'main.cjs': "require('./hook.cjs');\nrequire('./fail.js');\n",
    });
    const end = await profile(node, ['main.cjs'], { directory });
    expect(end.stderr.split('\n')[0]).toBe(`${join(directory, 'fail.js')}:3`);
    expect(excerpt(end.stderr)).toBe("  throw new Error('made');");
  });
});

it.each([
  ['main.mjs', 'class A { static a = fail(); }'],
  ['main.mjs', "import 'node:fs';\n\nexport class A {\n  static a = fail();\n}"],
  ['main.cjs', "'use strict';\nclass A {\n  static { fail(); }\n}"],
])('a class at the beginning fails where it does bare: %s, %s', async (name, code) => {
  const directory = writeFiles({ [name]: `${code}\nfunction fail() { throw new Error('no'); }\n` });
  const places = (text: string) => text.match(/main\.\w+:\d+:\d+/g);
  const bare = await run(process.execPath, [name], { directory });
  const end = await profile(process.execPath, [name], { directory });
  expect(places(bare.stderr)?.at(-1)).toBe(`${name}:1:1`);
  expect(places(end.stderr)).toEqual(places(bare.stderr));
});

describe('errors of all kinds', () => {
  const EXTENSIONS = ['js', 'mjs', 'cjs', 'ts', 'mts', 'tsx'];
  const main = (fileOf: (extension: string) => string) =>
    EXTENSIONS.map((name) => {
      const names = name === 'cjs' ? name : `* as ${name}`;
      return `import ${names} from '${fileOf(name)}';`;
    }).join('\n') +
    `\nconsole.log(JSON.stringify({ ${EXTENSIONS.map((name) => `${name}: await ${name}.run()`).join()} }));`;

  /** As esbuild compiles it: there is no Node here that runs all of it. */
  const compiled = (extension: string) =>
    transformSync(failingModule(extension), {
      loader: extension.replace('m', '') as Loader,
      target: 'es2022',
      sourcemap: 'inline',
      sourcefile: `failing.${extension}`,
    }).code;

  it('have the lines and columns that they have bare', async () => {
    const isTyped = (extension: string) => extension.includes('ts');
    const bareFile = (name: string) =>
      `./${name}/${isTyped(name) ? 'bare.mjs' : `failing.${name}`}`;
    const directory = writeFiles({
      'package.json': '{ "type": "module" }',
      'main.mjs': main((name) => `./${name}/failing.${name}`),
      'bare.mjs': main(bareFile),
      ...Object.fromEntries(
        EXTENSIONS.map((name) => [`${name}/failing.${name}`, failingModule(name)]),
      ),
      ...Object.fromEntries(
        EXTENSIONS.filter(isTyped).map((name) => [`${name}/bare.mjs`, compiled(name)]),
      ),
    });
    const bare = await run(process.execPath, ['--enable-source-maps', 'bare.mjs'], { directory });
    const end = await profile(process.execPath, ['main.mjs'], { directory });
    const [expected, stacks] = [bare, end].map(
      ({ stdout }) => JSON.parse(stdout) as Record<string, string[]>,
    );
    for (const name of EXTENSIONS) {
      expect(positionsIn(stacks![name]!)).toEqual(positionsIn(expected![name]!));
    }
  });
});
