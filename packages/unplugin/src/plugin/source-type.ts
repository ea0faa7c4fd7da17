import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { SourceType } from './instrument-module.js';

/**
 * Finds out whether a file is a module or CommonJS, where bundlers go by its extension and the `type` of the
 * nearest package.json; what neither says, they see in the code.
 */
export function sourceTypeOf(path: string): SourceType {
  const extension = extname(path);
  if (/^\.m[jt]s$/.test(extension)) return 'module';
  if (/^\.c[jt]s$/.test(extension)) return 'commonjs';
  return isInModules(dirname(path)) ? 'module' : 'unambiguous';
}

const known = new Map<string, boolean>();

/** Whether the files of a directory are modules, as its package.json says. */
function isInModules(directory: string): boolean {
  let isModule = known.get(directory);
  if (isModule === undefined) known.set(directory, (isModule = saysModule(directory)));
  return isModule;
}

function saysModule(directory: string): boolean {
  let text: string;
  try {
    text = readFileSync(join(directory, 'package.json'), 'utf8');
  } catch {
    const parent = dirname(directory);
    return parent !== directory && isInModules(parent);
  }
  try {
    return (JSON.parse(text) as { type?: unknown }).type === 'module';
  } catch {
    return false;
  }
}
