import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calls, locations } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { launch, profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';

const TSCONFIG = `{ "compilerOptions": {
  "experimentalDecorators": true, "emitDecoratorMetadata": true, "target": "es2022"
} }`;

const SERVICE = `const seen: unknown[] = [];
(Reflect as any).metadata = (key: string, value: any) => () => {
  seen.push([key, Array.isArray(value) ? value.map(({ name }) => name) : value.name]);
};
const injectable = (target: unknown) => {};
class Db {}
@injectable
class Service {
  constructor(private db: Db) {}
  async query(): Promise<Db> { await null; return this.db; }
}
new Service(new Db()).query();
console.log(JSON.stringify(seen));
`;

/** Writes a project that has a package installed which the tests have. */
function writeProject(files: Record<string, string>, installed?: string): string {
  const directory = writeFiles({ 'tsconfig.json': TSCONFIG, ...files });
  if (installed === undefined) return directory;
  const link = join(directory, 'node_modules', installed);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(dirname(require.resolve(`${installed}/package.json`)), link, 'dir');
  return directory;
}

describeOnEachNode('decorators with metadata', (node) => {
  it.each([
    ['@swc/core', 'service.mts'],
    ['@swc/core', 'service.cts'],
    ['typescript', 'service.mts'],
    ['typescript', 'service.cts'],
  ])("are compiled by the program's %s: %s", async (compiler, file) => {
    const directory = writeProject({ [file]: SERVICE }, compiler);
    const end = await profile(node, [file], { directory });
    expect(end).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('["design:paramtypes",["Db"]]'),
      stderr: '',
    });
    expect(calls(end.profile)).toMatchObject({ 'Service.query': 1, injectable: 1 });
    expect(locations(end.profile, directory)['Service.query']).toBe(`${file}:10:3`);
  });

  it('are refused where nothing can compile them', async () => {
    const end = await launch(node, ['service.mts'], {
      directory: writeProject({ 'service.mts': SERVICE }),
    });
    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr).toMatch(/service\.mts has decorators .* npm install --save-dev @swc\/core/);
  });

  it('are not seen in comments', async () => {
    const directory = writeProject({
      'main.mts':
        '/** @returns nothing */\nfunction main(): void { console.log("a@b"); }\nmain();\n',
    });
    expect(await launch(node, ['main.mts'], { directory })).toMatchObject({
      code: 0,
      stdout: 'a@b\n',
    });
  });
});

/** What ts-node, @babel/register and others do: they compile in the place of `module._compile`. */
const COMPILER = `
const { readFileSync } = require('node:fs');
const extensions = require('node:module')._extensions;
const previous = extensions['.ts'];
const compile = (code) => code.replace(/: string/g, '').replace('WHO', 'the project');
extensions['.ts'] = function (module, path) {
  const original = module._compile;
  module._compile = function (code, path) {
    delete module._compile;
    return original.call(module, compile(code), path);
  };
  (previous ?? ((module, path) => module._compile(readFileSync(path, 'utf8'), path)))(module, path);
};
`;

const NAMED = `exports.compiler = (): string => ['WHO'].join();
`;

describeOnEachNode('a compiler that a program has put in place', (node) => {
  const files = {
    'compiler.cjs': COMPILER,
    'named.ts': NAMED,
    'inside.cjs': `require('./compiler.cjs');\nconsole.log(require('./named.ts').compiler());\n`,
    'outside.cjs': `console.log(require('./named.ts').compiler());\n`,
  };

  it('still compiles, whether it was there first or is put there later', async () => {
    const directory = writeFiles(files);
    const inside = await profile(node, ['inside.cjs'], { directory });
    expect(inside).toMatchObject({ code: 0, stdout: 'the project\n', stderr: '' });
    expect(calls(inside.profile)).toMatchObject({ compiler: 1 });
    const outside = await profile(node, ['outside.cjs'], {
      directory,
      environment: { NODE_OPTIONS: `--require ${join(directory, 'compiler.cjs')}` },
    });
    expect(outside).toMatchObject({ code: 0, stdout: 'the project\n', stderr: '' });
    expect(calls(outside.profile)).toMatchObject({ compiler: 1 });
  });
});

describeOnEachNode('a resolver that a program has patched', (node) => {
  it('does not lead us to a file of the program', async () => {
    const directory = writeFiles({
      'hook.cjs': `
        const Module = require('node:module');
        const { _resolveFilename: resolve } = Module;
        Module._resolveFilename = function (request, ...rest) {
          const isDependency = !/^[./]|^@coroscope\\//.test(request) && !Module.isBuiltin(request);
          return resolve.call(this, isDependency ? __dirname + '/mine.js' : request, ...rest);
        };
      `,
      'mine.js': 'console.log("run in the place of a dependency");\n',
      'typed.ts': 'exports.hello = (name: string): string => `hello ${name}`;\n',
      'main.cjs': `console.log(require('./typed.ts').hello('you'));\n`,
    });
    const end = await profile(node, ['main.cjs'], {
      directory,
      environment: { NODE_OPTIONS: `--require ${join(directory, 'hook.cjs')}` },
    });
    expect(end).toMatchObject({ code: 0, stdout: 'hello you\n', stderr: '' });
  });
});
