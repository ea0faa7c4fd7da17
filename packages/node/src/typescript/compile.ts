import type { TransformFailure, TransformOptions } from 'esbuild';
import type { TsConfigResult } from 'get-tsconfig';
import type { Instrument } from '../instrument.js';
import { loaderOf } from './extensions.js';
import type { ModuleFormat } from './format.js';
import { projectOf } from './tsconfig.js';

/** What esbuild has to do for one file: the arguments of its `transform`. */
export type Compilation = [code: string, options: TransformOptions];

/**
 * Prepares a TypeScript or JSX file to be compiled. It is instrumented first, so that names and
 * positions are those of the source; the map leads through both steps.
 */
export function prepareCompilation(
  source: string,
  path: string,
  format: ModuleFormat,
  instrument: Instrument,
): Compilation {
  return [
    instrument(source, path, 'unambiguous', true) ?? source,
    {
      loader: loaderOf(path),
      format: format === 'module' ? 'esm' : 'cjs',
      platform: 'node',
      target: `node${process.versions.node}`,
      sourcefile: path,
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'silent',
      tsconfigRaw: { compilerOptions: compilerOptionsFor(projectOf(path).config) },
    },
  ];
}

type CompilerOptions = NonNullable<TsConfigResult['config']['compilerOptions']>;

/** The compiler's options that change what the code does, with JSX always compiled. */
function compilerOptionsFor(tsconfig: TsConfigResult | null): object {
  const options: CompilerOptions = tsconfig?.config.compilerOptions ?? {};
  const { jsx } = options;
  return { ...options, jsx: jsx === 'react' || jsx === 'react-jsxdev' ? jsx : 'react-jsx' };
}

/** What esbuild refuses, in the form in which Node reports code that does not parse. */
export function toSyntaxError(error: unknown, path: string): unknown {
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
