import Module from 'node:module';
import { dirname, extname } from 'node:path';
import { readFileSync } from 'node:fs';
import { suppressProfiling } from '../instrumentation/suppression.js';
import type { NodeOptions } from '../options/node-options.js';
import type { OwnCode } from '../platform/own-code.js';
import { loaderOf } from '../typescript/extensions.js';
import { declaredFormatOf } from '../typescript/module-format.js';
import { createInstrumentedCode, type InstrumentedCode } from './instrumented-code.js';

/** What we use of Bun, which is there as a global. */
interface Bun {
  plugin(plugin: { name: string; setup(build: BunBuild): void }): void;
}

interface BunBuild {
  onLoad(constraints: { filter: RegExp }, load: (file: { path: string }) => BunLoaded): void;
}

type BunLoaded =
  | { contents: string; loader: 'ts' | 'tsx' | 'jsx' }
  | { exports: Record<string, unknown>; loader: 'object' };

interface BunModule {
  filename: string;
  paths: string[];
  exports: Record<string, unknown>;
  _compile(code: string, path: string): void;
}

interface BunModuleClass {
  new (path: string): BunModule;
  _cache: Record<string, BunModule | undefined>;
  _nodeModulePaths(directory: string): string[];
}

const SOURCE = /\.[cm]?[jt]sx?$/;
const SOURCE_OUTSIDE_OF_DEPENDENCIES = /^(?!.*[\\/]node_modules[\\/]).*\.[cm]?[jt]sx?$/;

/**
 * Has Bun instrument the modules that this thread loads. Bun strips the types itself. A plugin can't
 * decline a file that its filter lets through, and whatever text it returns is run as an ES module: so
 * CommonJS is run here, and its exports are returned.
 */
export function hookBun(options: NodeOptions, ownCode: OwnCode): void {
  const { Bun } = globalThis as unknown as { Bun: Bun };
  const { instrument, formatOf, compileSync } = createInstrumentedCode(options, ownCode);
  const { all, include } = options;
  const filter = all || include.length > 0 ? SOURCE : SOURCE_OUTSIDE_OF_DEPENDENCIES;
  const load = ({ path }: { path: string }): BunLoaded => {
    const source = readFileSync(path, 'utf8');
    if (isCommonJs(path, source, formatOf)) {
      const code = suppressProfiling(() =>
        loaderOf(path) === undefined
          ? (instrument(source, path, 'commonjs', false) ?? source)
          : compileSync({ source, path, format: 'commonjs' }),
      );
      const exports = runCommonJs(path, code);
      return { exports: { ...exports, default: exports }, loader: 'object' };
    }
    const code = suppressProfiling(() => instrument(source, path, 'unambiguous', false));
    return { contents: code ?? source, loader: languageOf(path) };
  };
  Bun.plugin({ name: 'coroscope', setup: (build) => build.onLoad({ filter }, load) });
}

/** Whether a file is CommonJS. To Bun, one that uses nothing of either module system is an ES module. */
function isCommonJs(path: string, source: string, formatOf: InstrumentedCode['formatOf']): boolean {
  const declared = declaredFormatOf(path) ?? BY_EXTENSION[extname(path)];
  if (declared !== undefined) return declared === 'commonjs';
  return /\b(require|module|exports)\b/.test(source) && formatOf(path, source) === 'commonjs';
}

const BY_EXTENSION: Record<string, 'module' | 'commonjs' | undefined> = {
  '.mjs': 'module',
  '.cjs': 'commonjs',
};

function runCommonJs(path: string, code: string): Record<string, unknown> {
  const CommonJsModule = Module as unknown as BunModuleClass;
  const module = new CommonJsModule(path);
  module.filename = path;
  module.paths = CommonJsModule._nodeModulePaths(dirname(path));
  // A module that requires this one in a circle gets its exports so far.
  CommonJsModule._cache[path] = module;
  module._compile(code, path);
  return module.exports;
}

function languageOf(path: string): 'ts' | 'tsx' | 'jsx' {
  if (path.endsWith('.tsx')) return 'tsx';
  return /ts$/.test(path) ? 'ts' : 'jsx';
}
