import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { functionTable } from '@coroscope/profile';
import { bundlePlugins, Workspace, type Build, type Run, type Tool } from './support/workspace.js';

const BUNDLERS: Tool[] = ['esbuild', 'rollup', 'rolldown', 'webpack', 'rspack', 'vite'];
const APP = join(__dirname, 'fixtures/app');

let plugins: string;
let workspace: Workspace;
beforeAll(async () => {
  plugins = await bundlePlugins();
  workspace = new Workspace('app');
});
afterAll(() => {
  workspace?.close();
  rmSync(plugins, { recursive: true, force: true });
});

const build = (builds: Build[], environment?: NodeJS.ProcessEnv) =>
  workspace.build(plugins, builds, environment);

/** Where a text stands in a file of the application: `file:line:column`. */
function place(file: string, text: string): string {
  const source = readFileSync(join(APP, file), 'utf8');
  const index = source.indexOf(text);
  if (index === -1 || source.includes(text, index + 1)) throw new Error(`no single ${text}`);
  const before = source.slice(0, index).split('\n');
  return `${file}:${before.length}:${before.at(-1)!.length + 1}`;
}

const lineOf = (position: string) => position.replace(/:\d+$/, '');

describe.each(BUNDLERS)('an application in TypeScript, built by %s', (tool) => {
  const outfile = () => join(workspace.directory, `out/${tool}.mjs`);
  let run: Run;

  beforeAll(() => {
    const ends = build([{ tool, entry: './src/main.ts', outfile: outfile() }]);
    expect(ends).toEqual([{ warnings: [] }]);
    run = workspace.run(`out/${tool}.mjs`);
  });

  it('does what it does, and its books are exact', () => {
    expect(run.result).toBe('<b>12</b>');
    const rows = functionTable(run.profile).map(({ name, calls, suspensions, live }) => [
      name,
      { calls, suspensions, live },
    ]);
    expect(Object.fromEntries(rows)).toMatchObject({
      // It awaits all orders.
      main: { calls: 1, suspensions: 1, live: 0 },
      // Two orders of three items, each of which is awaited.
      checkout: { calls: 2, suspensions: 3, live: 0 },
      'Catalogue.of': { calls: 3, suspensions: 3, live: 0 },
      receipt: { calls: 1, suspensions: 0 },
      total: { calls: 1, suspensions: 0 },
    });
  });

  it("names the user's source", () => {
    const { functions, files } = run.profile;
    const named = functions.map(({ name, file, line, column }) => [
      name,
      `${files[file]!.path}:${line}:${column}`,
    ]);
    expect(Object.fromEntries(named)).toMatchObject({
      main: place('src/main.ts', 'async function main'),
      // Maps of other tools know the beginning of this statement, but nothing else before the name.
      checkout: expect.stringMatching(
        new RegExp(`^${lineOf(place('src/cart.ts', 'export async function'))}:[18]$`),
      ),
      'Catalogue.of': place('src/cart.ts', 'async of(item'),
      receipt: expect.stringMatching(lineOf(place('src/receipt.tsx', 'function receipt'))),
      // Through the map that the compiled file carries.
      total: place('source/total.ts', '(sums: number[])'),
    });
  });

  it("names the user's awaits", () => {
    const { sites, functions, files } = run.profile;
    const named = sites.map(({ function: index, line, column }) => {
      const { name, file } = functions[index]!;
      return [name, `${files[file]!.path}:${line}:${column}`];
    });
    expect(Object.fromEntries(named)).toMatchObject({
      main: place('src/main.ts', 'await Promise'),
      checkout: place('src/cart.ts', 'await catalogue'),
      'Catalogue.of': place('src/cart.ts', 'await Promise'),
    });
  });

  it('has a source map that leads there', () => {
    const code = readFileSync(outfile(), 'utf8');
    const before = code.slice(0, code.indexOf('an order without')).split('\n');
    const map = new TraceMap(readFileSync(`${outfile()}.map`, 'utf8'));
    const position = { line: before.length, column: before.at(-1)!.length };
    const { source, line } = originalPositionFor(map, position);
    expect(source).toMatch(/^(?:\.\.|webpack:\/\/[^/]*(?:\/\.)?)\/src\/cart\.ts$/);
    expect(line).toBe(Number(place('src/cart.ts', 'an order without').split(':')[1]));
  });
});

const functionsOf = ({ profile }: Run) =>
  functionTable(profile).map(({ name, file }) => `${file} ${name}`);

describe.each(['esbuild', 'rolldown', 'webpack', 'rspack'] as const)(
  'CommonJS, built by %s',
  (tool) => {
    it('requires what modules import', () => {
      const outfile = join(workspace.directory, `out/${tool}-legacy.mjs`);
      const [end] = build([{ tool, entry: './src/legacy.cjs', outfile }]);
      // The file that the bundle is written to imports what Node has for a require().
      expect(end).toEqual({ warnings: [] });
      const run = workspace.run(`out/${tool}-legacy.mjs`);
      expect(run.result).toBe(15);
      expect(functionsOf(run)).toEqual(['src/legacy.cjs main', 'src/tax.js tax']);
    });
  },
);

describe.each(['webpack', 'rspack'] as const)('%s without a devtool', (tool) => {
  it("has the positions of the user's source all the same, and writes no map", () => {
    const outfile = join(workspace.directory, `out/${tool}-bare.mjs`);
    build([{ tool, entry: './src/main.ts', outfile, devtool: false }]);
    const { sites, functions } = workspace.run(`out/${tool}-bare.mjs`).profile;
    const site = sites.find((site) => functions[site.function]!.name === 'checkout')!;
    expect(`src/cart.ts:${site.line}:${site.column}`).toBe(place('src/cart.ts', 'await catalogue'));
    expect(existsSync(`${outfile}.map`)).toBe(false);
    expect(readFileSync(outfile, 'utf8')).not.toContain('sourceMappingURL');
  });
});

describe('what is instrumented', () => {
  const outfile = () => join(workspace.directory, 'out/selected.mjs');
  const builds = (options: object, environment?: NodeJS.ProcessEnv) =>
    build(
      BUNDLERS.map((tool) => ({
        tool,
        entry: './src/main.ts',
        outfile: outfile().replace('selected', `selected-${tool}`),
        options,
      })),
      environment,
    ).map(({ warnings, error }, index) => {
      expect({ warnings, error }).toEqual({ warnings: [] });
      return functionsOf(workspace.run(`out/selected-${BUNDLERS[index]}.mjs`));
    });

  it('is selected by globs and kinds', () => {
    const options = { include: 'src', exclude: ['receipt.tsx', 'total.js'], kinds: ['async'] };
    const expected = ['src/main.ts main', 'src/cart.ts Catalogue.of', 'src/cart.ts checkout'];
    for (const functions of builds(options)) expect(functions.sort()).toEqual(expected.sort());
  });

  it('is nothing where the environment does not ask for it', () => {
    const options = { env: 'PROFILE_THE_BUILD' };
    for (const functions of builds(options)) expect(functions).toEqual([]);
    const [functions] = builds(options, { PROFILE_THE_BUILD: '1' });
    expect(functions).toContain('src/main.ts main');
  });

  it('is refused, with the names of those there are, for an option that does not exist', () => {
    const wrong = BUNDLERS.map((tool) => ({
      tool,
      entry: './src/main.ts',
      outfile: outfile(),
      options: { includes: 'src' },
    }));
    for (const { error } of build(wrong)) {
      expect(error).toMatch(
        /^@coroscope\/unplugin: unknown option 'includes' \(did you mean 'include'\?\); known are env, include/,
      );
    }
  });
});

describe.each([
  ['webpack', { type: 'filesystem', cacheDirectory: 'CACHE' }],
  ['rspack', { type: 'persistent', storage: { type: 'filesystem', directory: 'CACHE' } }],
] as const)('the persistent cache of %s', (tool, settings) => {
  let others: Record<'same' | 'newer', string>;
  beforeAll(async () => {
    others = {
      same: await bundlePlugins({ version: '0.1.0', comment: 'emitted anew' }),
      newer: await bundlePlugins({ version: '99.0.0', comment: 'emitted anew' }),
    };
  });
  afterAll(() => {
    for (const directory of Object.values(others)) rmSync(directory, { recursive: true });
  });

  it('knows the options and the version', () => {
    const outfile = join(workspace.directory, `out/${tool}-cached.mjs`);
    const directory = join(workspace.directory, `cache-${tool}`);
    const cache = JSON.parse(JSON.stringify(settings).replace('CACHE', directory)) as object;
    const emit = (plugins: string, options = {}) => {
      const [end] = workspace.build(plugins, [
        { tool, entry: './src/main.ts', outfile, options, cache, devtool: false },
      ]);
      expect(end).toEqual({ warnings: [] });
      return readFileSync(outfile, 'utf8').includes('emitted anew');
    };
    const kinds = () =>
      workspace.run(`out/${tool}-cached.mjs`).profile.functions.map((f) => f.kind);
    emit(plugins);
    expect(kinds()).toContain('function');
    // The same version would emit other code now, but is not asked: the cache is at work.
    expect(emit(others.same)).toBe(false);
    expect(emit(others.newer)).toBe(true);
    emit(plugins, { kinds: ['async'] });
    expect(kinds()).not.toContain('function');
  });
});

it('works with the oldest esbuild that it is for', () => {
  const outfile = join(workspace.directory, 'out/esbuild-oldest.mjs');
  const vite = require.resolve('vite-7-oldest/package.json');
  const esbuild = createRequire(vite).resolve('esbuild');
  const [end] = build([{ tool: 'esbuild', entry: './src/main.ts', outfile, esbuild }]);
  expect(end).toEqual({ warnings: [] });
  expect(workspace.run('out/esbuild-oldest.mjs').result).toBe('<b>12</b>');
});
