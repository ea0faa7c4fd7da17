import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { loaderOf } from '../typescript/extensions.js';
import { facadeOf } from '../typescript/facade.js';
import { formatOf } from '../typescript/format.js';
import type { CodeHooks } from './code-hooks.js';
import { instrumentLoaded, pathOf, redirect, type LoadResult } from './esm.js';

interface Context {
  conditions: Iterable<string>;
  parentURL?: string;
}

interface ResolveResult {
  url: string;
}

/** `module.registerHooks`, which the types of our oldest Node don't have. */
interface HookableModule {
  registerHooks(hooks: {
    resolve: (
      specifier: string,
      context: Context,
      nextResolve: (specifier: string, context: Context) => ResolveResult,
    ) => ResolveResult;
    load: (
      url: string,
      context: Context,
      nextLoad: (url: string, context: Context) => LoadResult,
    ) => LoadResult;
  }): void;
}

/**
 * Whether this Node has synchronous hooks that leave CommonJS to its own loader. Before 24.12 and
 * 22.23 they insisted on loading it themselves (nodejs/node#57327).
 */
export function hasInThreadHooks(): boolean {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major >= 26 || (major === 24 && minor >= 12) || (major === 22 && minor >= 23);
}

/** Instruments and compiles ES modules in the thread that imports them. */
export function hookInThread({ instrument, compile, needsMap }: CodeHooks): void {
  let entry: string | undefined;
  (Module as unknown as HookableModule).registerHooks({
    resolve(specifier, context, nextResolve) {
      if (isRequired(context)) return nextResolve(specifier, context);
      const result = nextResolve(redirect(specifier, context.parentURL), context);
      if (context.parentURL === undefined) entry = result.url;
      return result;
    },

    load(url, context, nextLoad) {
      const path = pathOf(url);
      if (path === undefined || isRequired(context)) return nextLoad(url, context);
      if (loaderOf(path) !== undefined) {
        const source = readFileSync(path, 'utf8');
        const format = formatOf(path, source);
        // Without a source, the CommonJS loader runs it as the main module.
        if (format === 'commonjs' && url === entry) {
          return { format, source: null, shortCircuit: true };
        }
        const code = compile(source, path, format);
        return {
          format: 'module',
          source: format === 'module' ? code : facadeOf(path, code),
          shortCircuit: true,
        };
      }
      const result = nextLoad(url, context);
      if (result.format === 'commonjs') return { ...result, source: null };
      return instrumentLoaded(result, path, instrument, needsMap());
    },
  });
}

/** The CommonJS loader asks the hooks as well; hooks/commonjs.ts is what serves it. */
function isRequired({ conditions }: Context): boolean {
  return [...conditions].includes('require');
}
