import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlugin } from '../src/plugin/create-plugin.js';
import type { Host } from '../src/plugin/host.js';
import { idFilter } from '../src/plugin/module-filter.js';
import type { PluginOptions } from '../src/plugin/options.js';

const ROOT = '/project';

/** The plugin in a bundler that is none: what it makes of modules, and what it says. */
function host(options: PluginOptions = {}, settings: Partial<Host> = {}) {
  const plugin = createPlugin(options, {
    root: ROOT,
    hasCommonJs: true,
    composesMaps: true,
    earlierMap: () => null,
    ...settings,
  });
  const warnings: string[] = [];
  const hook = plugin.transform as {
    handler: (this: object, code: string, id: string) => unknown;
  };
  const context = { warn: (message: string) => void warnings.push(message) };
  return {
    plugin,
    warnings,
    transform: (id: string, code = 'export function f() { return g(); }') =>
      hook.handler.call(context, code, id) as { code: string; map: { sources: string[] } } | null,
  };
}

it('takes from a configuration file what it is not given', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'coroscope-config-'));
  writeFileSync(join(cwd, 'coroscope.config.json'), '{ "exclude": "gen" }');
  const { transform } = host({ cwd });
  rmSync(cwd, { recursive: true });
  expect(transform(join(cwd, 'gen/a.js'))).toBeNull();
  expect(transform(join(cwd, 'src/a.js'))?.code).toContain('register');
});

describe('a module', () => {
  it.each([
    ['/project/src/a.js', 'src/a.js'],
    ['/project/src/a.ts?v=1', 'src/a.ts'],
    ['/project/src/A.vue', 'src/A.vue'],
    ['/project/src/A.astro', 'src/A.astro'],
    ['/project/src/A.vue?vue&type=script&setup=true&lang.ts', 'src/A.vue'],
    ['/project/src/work.ts?worker_file&type=module', 'src/work.ts'],
    ['/elsewhere/b.mjs', '../elsewhere/b.mjs'],
  ])('%s is instrumented as %s', (id, file) => {
    expect(host().transform(id)?.code).toContain(`.register(1, "${file}"`);
  });

  it.each([
    ['a dependency', '/project/node_modules/left-pad/index.js'],
    ['a virtual module', '\0virtual:a.js'],
    ['a virtual module of a file', '/project/src/a.js\0commonjs-proxy'],
    ['one without a path', 'virtual:a.js'],
    ['a text', '/project/src/a.js?raw'],
    ['a URL', '/project/src/a.js?url'],
    ['what starts a worker', '/project/src/a.js?worker&inline'],
    ['the script of a worker', '/project/src/work.js?worker_file&type=classic'],
    ['styles', '/project/src/A.vue?vue&type=style&index=0&lang.css'],
    ['what is no JavaScript', '/project/src/a.css'],
  ])('%s is left alone', (_, id) => {
    expect(host().transform(id)).toBeNull();
  });

  it('that the bundler keeps is left alone', () => {
    const { transform } = host({}, { cache: '/project/.vite' });
    expect(transform('/project/.vite/deps/vue.js')).toBeNull();
    expect(transform('/project/.vite-of-mine/vue.js')).not.toBeNull();
  });

  it('of node_modules can be named', () => {
    const { transform } = host({ include: 'node_modules/left-pad' });
    expect(transform('/project/node_modules/left-pad/index.js')).not.toBeNull();
    expect(transform('/project/src/a.js')).toBeNull();
  });

  it('imports the runtime, or requires it where it is CommonJS', () => {
    const { transform } = host();
    const runtime = (id: string, code: string) =>
      /import \{ probes|require\(/.exec(transform(id, code)!.code)?.[0];
    expect(runtime('/project/a.js', 'export const a = f();')).toBe('import { probes');
    expect(runtime('/project/a.js', 'exports.a = f();')).toBe('require(');
    expect(runtime('/project/a.mjs', 'f();')).toBe('import { probes');
    expect(runtime('/project/a.cts', 'f();')).toBe('require(');
  });

  it('imports it where package.json says that files are modules, whatever is in them', () => {
    const directory = mkdtempSync(join(tmpdir(), 'coroscope-modules-'));
    writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
    const code = host().transform(join(directory, 'a.js'), 'import("./b.js").then(f);')!.code;
    rmSync(directory, { recursive: true });
    expect(code).toContain('import { probes');
  });

  it('always imports it where nothing else is known', () => {
    const { transform } = host({}, { hasCommonJs: false });
    expect(transform('/project/a.js', 'f();')!.code).toContain('import { probes');
  });

  it('uses the global where the options say so', () => {
    const { code } = host({ runtime: 'global' }).transform('/project/a.js')!;
    expect(code).toContain('__coroscope__.register');
    expect(code).not.toContain('import');
  });
});

describe('the filter of ids', () => {
  const { include } = idFilter({});
  it.each([
    ['/project/src/a.js', true],
    ['/project/src/A.vue?vue&type=script&lang.ts', true],
    // A module of Next.js in webpack: a loader makes it, of a query alone.
    ['?modules=/project/app/page.tsx', false],
    ['/project/a.css?from=a.js', false],
  ])('%s: %s', (id, isCandidate) => {
    expect(include.some((pattern) => pattern.test(id))).toBe(isCandidate);
  });
});

describe('positions', () => {
  const map = (sources: string[], sourcesContent: string[]) => ({
    version: 3,
    sources,
    sourcesContent,
    names: [],
    // The first line comes from the fourth.
    mappings: 'AAGA',
  });
  const code = 'function f() { return g(); }';
  const place = (earlier: object | null, text = code) => {
    const { transform } = host({}, { earlierMap: () => earlier as never });
    return /register\(1, ("[^"]*"|\[[^\]]*\]), \d+, \d+, "(.*)"\)/
      .exec(transform('/project/src/a.js', text)!.code)!
      .slice(1);
  };

  it.each([
    ['a path', '/project/src/a.ts', '"src/a.ts"'],
    ['a path beside the module', 'a.ts', '"src/a.ts"'],
    ['a path of another directory', '../lib/b.ts', '"lib/b.ts"'],
    ['the module itself, relative to whatever', 'src/a.js', '"src/a.js"'],
    ['a path with a query', '/project/src/a.js?worker_file', '"src/a.js"'],
    ['a URL', 'https://example.org/a.ts', '"https://example.org/a.ts"'],
  ])('come from a map of earlier plugins whose source is %s', (_, source, expected) => {
    const [file, metadata] = place(map([source], ['other text']));
    expect(file).toBe(expected);
    // <module> in line 1, f three lines below.
    expect(metadata).toMatch(/ACAAI<module>.*G/);
  });

  it('are those of the file if its map says that nobody has touched it', () => {
    const [file, metadata] = place(map(['/project/src/a.js'], [code]));
    expect(file).toBe('"src/a.js"');
    expect(metadata).not.toMatch(/G/);
  });

  it('come from a map without the text of the file', () => {
    const [file, metadata] = place({ ...map(['a.svelte'], []), sourcesContent: [null] });
    expect(file).toBe('"src/a.svelte"');
    expect(metadata).toMatch(/G/);
  });

  it('come through both maps where the text of the file has one, too', () => {
    const inner = JSON.stringify({ ...map(['../a.ts'], []), mappings: ';;;AAKA' });
    const comment = `//# sourceMappingURL=data:application/json,${encodeURIComponent(inner)}`;
    const [file] = place(map(['/project/src/a.js'], [`other text\n\n\nhere\n${comment}`]));
    expect(file).toBe('"a.ts"');
  });
});

describe('a file that cannot be instrumented', () => {
  it('passes untouched, with one warning that names it', () => {
    const { transform, warnings } = host();
    for (let i = 0; i < 2; i++) expect(transform('/project/src/a.js', 'const = 1;')).toBeNull();
    expect(warnings).toEqual([
      '@coroscope/unplugin left a file as it is: src/a.js:1:7: Unexpected token. Fix the syntax, or leave the file out.',
    ]);
  });

  it('has its hints obeyed, and is warned of those that are none', () => {
    const { transform, warnings } = host();
    expect(transform('/project/src/a.js', '/* coroscope ignore file */ f();')).toBeNull();
    transform('/project/src/a.js', '/* coroscope ignore nothing */ f();');
    expect(warnings).toEqual([expect.stringContaining('src/a.js:1')]);
  });
});

it('is no more than a name without leave of the environment', () => {
  expect(host({ env: 'COROSCOPE_OF_A_TEST' }).plugin).toEqual({ name: 'coroscope' });
});
