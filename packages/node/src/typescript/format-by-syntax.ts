import { parse } from '@babel/parser';
import { loaderOf } from './extensions.js';
import type { ModuleFormat } from './module-format.js';

/** The module system that a TypeScript or JSX file is written for, by what its code uses. */
export function formatBySyntax(path: string, code: string): ModuleFormat {
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
