import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { inOwnRealm } from '../platform/own-realm.js';
import { COMPILED_EXTENSIONS } from '../typescript/extensions.js';
import { resolveAsTypeScript } from '../typescript/resolve.js';
import type { CodeHooks } from './code-hooks.js';

interface LoadingModule {
  _compile: (code: string, path: string, format?: string) => unknown;
}

// Captured once: a program may replace it.
const { apply } = Reflect;

type Handler = (module: LoadingModule, path: string) => void;

/** What so many tools patch in Node's CommonJS loader that it stays as it is. */
interface ModuleLoader {
  prototype: LoadingModule;
  _extensions: Record<string, Handler>;
  _resolveFilename: (
    request: string,
    parent?: { filename?: string | null } | null,
    ...rest: unknown[]
  ) => string;
}

/**
 * Instruments and compiles everything that the CommonJS loader runs, required ES modules included.
 *
 * @param noteRun called with the code as it is written, before it runs
 */
export function hookCommonJs(code: CodeHooks, noteRun: (source: string) => void): void {
  const { instrument, formatOf, compile, needsMap, foreignCompilers } = code;
  const loader = Module as unknown as ModuleLoader;
  const { _extensions: extensions, _resolveFilename: resolveFilename } = loader;
  const { _compile: run } = loader.prototype;

  loader.prototype._compile = function (source, path, format) {
    noteRun(source);
    const type = format === 'module' || format === 'commonjs' ? format : 'unambiguous';
    const code = instrument(source, path, type, needsMap()) ?? source;
    return apply(run, this, [code, path, format]);
  };

  for (const extension of COMPILED_EXTENSIONS) {
    const handler: Handler = (module, path) => {
      const source = readFileSync(path, 'utf8');
      // Hooks of others call the one before them with a module whose `_compile` compiles.
      if (Object.hasOwn(module, '_compile')) {
        module._compile(source, path);
        return;
      }
      noteRun(source);
      const format = formatOf(path, source);
      apply(run, module, [compile({ source, path, format }), path, format]);
    };
    if (extensions[extension] === undefined) {
      watchHandler(extensions, extension, handler, () => foreignCompilers.add(extension));
    } else {
      foreignCompilers.add(extension);
    }
  }
  // Nodes that have this one hand the file over without reading it.
  if (extensions['.mjs']) {
    extensions['.mjs'] = (module, path) => {
      module._compile(readFileSync(path, 'utf8'), path, 'module');
    };
  }

  loader._resolveFilename = function (request, parent, ...rest) {
    const importer = parent?.filename;
    const found = importer ? inOwnRealm(() => resolveAsTypeScript(request, importer)) : undefined;
    return apply(resolveFilename, this, [found ?? request, parent, ...rest]) as string;
  };
}

/** Puts the handler of an extension in place, and calls back when the program replaces it. */
function watchHandler(
  extensions: Record<string, Handler>,
  extension: string,
  handler: Handler,
  onReplaced: () => void,
): void {
  let current = handler;
  Object.defineProperty(extensions, extension, {
    configurable: true,
    enumerable: true,
    get: () => current,
    set: (replacement: Handler) => {
      current = replacement;
      onReplaced();
    },
  });
}
