import { statSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { loaderOf } from './extensions.js';
import { projectOf } from './tsconfig.js';

/** The extensions of the sources from which JavaScript with an extension may be compiled. */
const SOURCES_OF: Record<string, string[]> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
  '.jsx': ['.tsx'],
};

/** The extensions that an importer in TypeScript may omit, in the compiler's order. */
const OMITTED = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/**
 * Finds the file that a specifier means to users of TypeScript, where Node would look elsewhere or
 * find nothing: `./x.js` is `./x.ts` if there is only that; to an importer in TypeScript, `./x` is
 * `./x.ts` or `./x/index.ts`, and the `paths` of its tsconfig come first.
 *
 * @param specifier a path or a bare name
 * @param importer path of the importing file
 */
export function resolveAsTypeScript(specifier: string, importer: string): string | undefined {
  if (isDependency(importer)) return undefined;
  const isCompiled = loaderOf(importer) !== undefined;
  const target = asPath(specifier, importer);
  if (target !== undefined) return findFile(target, isCompiled);
  if (!isCompiled) return undefined;
  for (const path of projectOf(importer).pathsOf(specifier)) {
    const found = isFile(path) ? path : findFile(path, true);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isDependency(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path);
}

function asPath(specifier: string, importer: string): string | undefined {
  const isPath = isAbsolute(specifier) || /^\.\.?(\/|$)/.test(specifier);
  return isPath ? resolve(dirname(importer), specifier) : undefined;
}

function findFile(path: string, mayOmit: boolean): string | undefined {
  if (isFile(path)) return undefined;
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  const candidates = (SOURCES_OF[extension] ?? []).map((source) => stem + source);
  if (mayOmit) {
    candidates.push(...OMITTED.map((omitted) => path + omitted));
    if (!isFile(join(path, 'package.json'))) {
      candidates.push(...OMITTED.map((omitted) => join(path, `index${omitted}`)));
    }
  }
  return candidates.find(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
