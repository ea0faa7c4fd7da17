import { extname } from 'node:path';
import type { SourceType } from './instrument-module.js';

/** Finds out by a file's extension whether it is a module or CommonJS, where bundlers go by that. */
export function sourceTypeOf(path: string): SourceType {
  const extension = extname(path);
  if (/^\.m[jt]s$/.test(extension)) return 'module';
  return /^\.c[jt]s$/.test(extension) ? 'commonjs' : 'unambiguous';
}
