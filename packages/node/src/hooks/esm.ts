import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Instrument } from '../instrument.js';
import { resolveAsTypeScript } from '../typescript/resolve.js';

/** The path of a module that is a file; a query or fragment is no part of it. */
export function pathOf(url: string | undefined): string | undefined {
  if (!url?.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}

/** The specifier to resolve instead, so that Node finds what users of TypeScript expect. */
export function redirect(specifier: string, parentURL: string | undefined): string {
  const importer = pathOf(parentURL);
  if (importer === undefined) return specifier;
  const isUrl = /^(\.{0,2}\/|\.\.?$|file:)/.test(specifier);
  const url = isUrl && URL.canParse(specifier, parentURL) ? new URL(specifier, parentURL) : null;
  const path = isUrl ? pathOf(url?.href) : specifier;
  const found = path === undefined ? undefined : resolveAsTypeScript(path, importer);
  if (found === undefined) return specifier;
  return pathToFileURL(found).href + (url ? url.search + url.hash : '');
}

export type Source = string | ArrayBuffer | NodeJS.TypedArray;

export interface LoadResult {
  format?: string | null | undefined;
  source?: Source | null | undefined;
  shortCircuit?: boolean | undefined;
}

/** Instruments what Node has loaded, if it is an ES module. */
export function instrumentLoaded<Result extends LoadResult>(
  result: Result,
  path: string,
  instrument: Instrument,
  needsMap: boolean,
): Result {
  // What the CommonJS loader runs, it also reads; hooks/commonjs.ts is where that is instrumented.
  if (result.format !== 'module' || result.source == null) return result;
  const source = instrument(asText(result.source), path, 'module', needsMap);
  return source === undefined ? result : { ...result, source };
}

function asText(source: Source): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}
