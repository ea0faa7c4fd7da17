import { mapPunctuators, withInlineMap, type EncodedSourceMap } from '@coroscope/adapter';
import type esbuild from 'esbuild';
import type { Loader, TransformFailure, TransformOptions, TransformResult } from 'esbuild';
import { isDenoTest, javascriptHost } from '../platform/javascript-host.js';
import { loadOwnDependency } from '../platform/own-dependency.js';
import { loaderOf } from './extensions.js';
import { renamesFunctions } from './renamed-functions.js';
import type { ConfiguredFile } from './source-file.js';

/**
 * Compiles with esbuild; an inline source map that the text ends with is taken into account.
 *
 * @param original the text of the file, where `file` has been instrumented
 */
export async function compileWithEsbuild(file: ConfiguredFile, original: string): Promise<string> {
  const { transform } = loadEsbuild();
  const options = optionsFor(file);
  try {
    const result = await transform(file.source, options);
    const named = renamesFunctions(result, file.source)
      ? await transform(file.source, { ...options, keepNames: true })
      : result;
    return withRefinedMap(named, original);
  } catch (error) {
    throw toSyntaxError(error, file.path);
  }
}

/** The same as `compileWithEsbuild`, but blocks this thread. */
export function compileWithEsbuildSync(file: ConfiguredFile, original: string): string {
  try {
    const options = optionsFor(file);
    const result = transformSync(file.source, options);
    const named = renamesFunctions(result, file.source)
      ? transformSync(file.source, { ...options, keepNames: true })
      : result;
    return withRefinedMap(named, original);
  } catch (error) {
    throw toSyntaxError(error, file.path);
  }
}

/** Compiles a piece of code; returns undefined if it does not parse. */
export function tryToCompile(code: string, loader: Loader): string | undefined {
  try {
    return transformSync(code, { loader, target: TARGET, logLevel: 'silent' }).code;
  } catch {
    return undefined;
  }
}

/** esbuild's, in whose worker thread nothing is profiled. */
function transformSync(code: string, options: TransformOptions): TransformResult {
  const { NODE_OPTIONS } = process.env;
  delete process.env.NODE_OPTIONS;
  try {
    return loadEsbuild().transformSync(code, options);
  } finally {
    if (NODE_OPTIONS !== undefined) process.env.NODE_OPTIONS = NODE_OPTIONS;
  }
}

const TARGET = `node${process.versions.node}`;

function withRefinedMap({ code, map }: TransformResult, original: string): string {
  const parsed = JSON.parse(map) as EncodedSourceMap;
  // Where the file itself was compiled, its text is none of the sources.
  const isSource = parsed.sources.length === 1;
  return withInlineMap(code, isSource ? mapPunctuators(parsed, code, original) : parsed);
}

let loaded: typeof esbuild | undefined;

/** esbuild, which only a program in TypeScript or JSX needs. */
function loadEsbuild(): typeof esbuild {
  loaded ??= javascriptHost === 'deno' ? loadWithoutWorker() : loadOwnEsbuild();
  return loaded;
}

const loadOwnEsbuild = () => loadOwnDependency('esbuild') as typeof esbuild;

/** Deno waits for the worker of esbuild for ever, although it has been unreferenced. */
function loadWithoutWorker(): typeof esbuild {
  const { env } = process;
  const { ESBUILD_WORKER_THREADS: before } = env;
  env.ESBUILD_WORKER_THREADS = '0';
  const own = loadOwnEsbuild();
  // Files of tests that run in parallel share the environment: for the others it stays.
  if (isDenoTest) return own;
  if (before === undefined) delete env.ESBUILD_WORKER_THREADS;
  else env.ESBUILD_WORKER_THREADS = before;
  return own;
}

function optionsFor({ path, format, compilerOptions }: ConfiguredFile): TransformOptions {
  return {
    loader: loaderOf(path),
    // A module stays what it is: with `esm`, one that names `module` without importing or exporting is wrapped.
    format: format === 'module' ? undefined : 'cjs',
    platform: 'node',
    target: TARGET,
    sourcefile: path,
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions },
  };
}

/** What esbuild refuses, in the form in which Node reports code that does not parse. */
function toSyntaxError(error: unknown, path: string): unknown {
  const failure = (error as Partial<TransformFailure>).errors?.[0];
  if (failure === undefined) return error;
  const syntaxError = new SyntaxError(failure.text);
  const { location } = failure;
  const lines = location
    ? [`${path}:${location.line}`, location.lineText, `${' '.repeat(location.column)}^`, '']
    : [path, ''];
  syntaxError.stack = [...lines, `SyntaxError: ${failure.text}`].join('\n');
  return syntaxError;
}
