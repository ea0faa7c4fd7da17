import type { LoadFnOutput, LoadHookContext } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createModuleHooks, type ModuleHooks } from '../src/hooks/module-hooks.js';
import { ForeignCompilers } from '../src/typescript/foreign-compilers.js';
import { declaredFormatOf } from '../src/typescript/module-format.js';
import type { SourceFile } from '../src/typescript/source-file.js';
import { writeFiles } from './support/files.js';

let directory: string;
beforeAll(() => {
  directory = writeFiles({
    'app.mts': 'export const a: number = 1;',
    'app.cts': 'exports.a = 1 as number;',
  });
});

const urlOf = (file: string) => pathToFileURL(join(directory, file)).href;

const instrument = (code: string) => `instrumented(${code})`;
const compile = ({ source, format }: SourceFile) => `compiled(${format}, ${source}); exports.a = 1`;
const formatOf = (path: string) => declaredFormatOf(path) ?? 'module';
const needsMap = () => false;
const foreignCompilers = new ForeignCompilers();

const IMPORT = { conditions: ['node', 'import'] } as LoadHookContext;
const REQUIRE = { conditions: ['node', 'require'] } as LoadHookContext;

/** The kinds of host; `next` is what the next hook of the chain is there. */
const HOSTS = [
  {
    host: 'a synchronous host',
    create: () => createModuleHooks({ instrument, formatOf, compile, needsMap, foreignCompilers }),
    next: (loaded: LoadFnOutput) => () => loaded,
    isPromise: false,
  },
  {
    host: 'an asynchronous host',
    create: () =>
      createModuleHooks({
        instrument,
        formatOf,
        compile: async (file) => compile(file),
        needsMap,
        foreignCompilers,
      }),
    next: (loaded: LoadFnOutput) => async () => loaded,
    isPromise: true,
  },
];

describe.each(HOSTS)('the hooks of $host', ({ create, next, isPromise }) => {
  let hooks: ModuleHooks;
  beforeEach(() => {
    hooks = create();
  });

  const load = async (file: string, loaded: LoadFnOutput, context = IMPORT) => {
    const result = hooks.load(urlOf(file), context, next(loaded));
    return { isPromise: result instanceof Promise, ...(await result) };
  };

  it('instrument an ES module', async () => {
    const encoded = new TextEncoder().encode('a()');
    for (const source of ['a()', encoded]) {
      expect(await load('app.mjs', { format: 'module', source })).toEqual({
        isPromise,
        format: 'module',
        source: 'instrumented(a())',
      });
    }
  });

  it('leave CommonJS to its own loader', async () => {
    const loaded = { format: 'commonjs', source: 'a()' };
    expect(await load('app.cjs', loaded)).toMatchObject({ format: 'commonjs', source: undefined });
  });

  it('leave alone what the CommonJS loader asks for, and what is no file', async () => {
    const loaded = { format: 'module', source: 'a()' };
    expect(await load('app.mjs', loaded, REQUIRE)).toEqual({ isPromise, ...loaded });
    expect(await hooks.load('node:fs', IMPORT, next({ format: 'builtin' }))).toEqual({
      format: 'builtin',
    });
  });

  it('compile TypeScript', async () => {
    const loaded = { format: 'never', source: 'asked for' };
    expect(await load('app.mts', loaded)).toMatchObject({
      isPromise,
      format: 'module',
      source: 'compiled(module, export const a: number = 1;); exports.a = 1',
    });
  });

  it('compile TypeScript that Node has read', async () => {
    const loaded = { format: 'commonjs-typescript', source: Buffer.from('read();') };
    expect(await load('app.mts', loaded)).toMatchObject({
      source: 'compiled(module, read();); exports.a = 1',
    });
  });

  it('instrument what a hook of the program has compiled', async () => {
    const loaded = { format: 'module', source: 'a()' };
    expect(await load('app.mts', loaded)).toMatchObject({ source: 'instrumented(a())' });
  });

  it('wrap a CommonJS module in TypeScript, unless it is the main module', async () => {
    const loaded = { format: 'never', source: 'asked for' };
    const { format, source } = await load('app.cts', loaded);
    expect(format).toBe('module');
    expect(source).toContain(`(import.meta.url)(${JSON.stringify(join(directory, 'app.cts'))})`);
    expect(source).toContain('export { $0 as "a" }');

    const url = urlOf('app.cts');
    const context = { ...IMPORT, importAssertions: {}, parentURL: undefined };
    await hooks.resolve(url, context, isPromise ? async () => ({ url }) : () => ({ url }));
    expect(await load('app.cts', loaded)).toMatchObject({ format: 'commonjs', source: undefined });
  });
});
