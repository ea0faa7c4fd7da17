import { extname } from 'node:path';
import type { Loader } from 'esbuild';

/** What is compiled before it runs, and how esbuild reads it. */
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
