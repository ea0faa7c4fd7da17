import { parse } from '@babel/parser';
import { readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { loaderOf } from './extensions.js';

export type ModuleFormat = 'module' | 'commonjs';

/**
 * Which module system a TypeScript or JSX file is written for, as Node decides it for its own
 * extensions: by the extension, then the `type` of the nearest package.json, then the syntax.
 */
export function formatOf(path: string, code: string): ModuleFormat {
  const extension = extname(path);
  if (extension === '.mts') return 'module';
  if (extension === '.cts') return 'commonjs';
  return packageType(dirname(path)) ?? formatBySyntax(path, code);
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

function formatBySyntax(path: string, code: string): ModuleFormat {
  const language = loaderOf(path);
  try {
    const { program } = parse(code, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      plugins: [
        'decorators',
        ...(language === 'jsx' ? [] : (['typescript'] as const)),
        ...(language === 'ts' ? [] : (['jsx'] as const)),
      ],
    });
    return program.sourceType === 'module' ? 'module' : 'commonjs';
  } catch {
    return 'module';
  }
}
