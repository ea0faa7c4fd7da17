import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

export type ModuleFormat = 'module' | 'commonjs';

/**
 * The module system that a TypeScript or JSX file is written for, as Node decides it for its own
 * extensions: by the extension, then the `type` of the nearest package.json; undefined if that is left to
 * the syntax.
 */
export function declaredFormatOf(path: string): ModuleFormat | undefined {
  const extension = extname(path);
  if (extension === '.mts') return 'module';
  if (extension === '.cts') return 'commonjs';
  return packageType(dirname(path));
}

const packageTypes = new Map<string, ModuleFormat | undefined>();

function packageType(directory: string): ModuleFormat | undefined {
  if (!packageTypes.has(directory)) packageTypes.set(directory, readPackageType(directory));
  return packageTypes.get(directory);
}

function readPackageType(directory: string): ModuleFormat | undefined {
  let text: string;
  try {
    text = readFileSync(join(directory, 'package.json'), 'utf8');
  } catch {
    const parent = dirname(directory);
    return parent === directory ? undefined : packageType(parent);
  }
  try {
    const { type } = JSON.parse(text) as { type?: unknown };
    return type === 'module' || type === 'commonjs' ? type : undefined;
  } catch {
    return undefined;
  }
}
