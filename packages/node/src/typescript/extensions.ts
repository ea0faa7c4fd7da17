import { extname } from 'node:path';
import type { Loader } from 'esbuild';

/** The extensions of files that are compiled before they run, with esbuild's names for their languages. */
const loaders = new Map<string, Loader>([
  ['.ts', 'ts'],
  ['.mts', 'ts'],
  ['.cts', 'ts'],
  ['.tsx', 'tsx'],
  ['.jsx', 'jsx'],
]);

export const COMPILED_EXTENSIONS = [...loaders.keys()];

export function loaderOf(path: string): Loader | undefined {
  return loaders.get(extname(path));
}
