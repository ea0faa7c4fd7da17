import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { COMPILED_EXTENSIONS } from '../typescript/extensions.js';
import { formatOf } from '../typescript/format.js';
import { resolveAsTypeScript } from '../typescript/resolve.js';
import type { CodeHooks } from './code-hooks.js';

interface LoadingModule {
  _compile: (code: string, path: string, format?: string) => unknown;
}

/** Parts of Node's CommonJS loader that so many tools patch that they stay as they are. */
interface ModuleLoader {
  prototype: LoadingModule;
  _extensions: Record<string, (module: LoadingModule, path: string) => void>;
  _resolveFilename: (
    request: string,
    parent?: { filename?: string | null } | null,
    ...rest: unknown[]
  ) => string;
}

/** Instruments and compiles whatever the CommonJS loader runs, required ES modules among it. */
export function hookCommonJs({ instrument, compile, needsMap }: CodeHooks): void {
  const loader = Module as unknown as ModuleLoader;
  const { _resolveFilename: resolveFilename } = loader;
  const { _compile: run } = loader.prototype;

  loader.prototype._compile = function (code, path, format) {
    const type = format === 'module' || format === 'commonjs' ? format : 'unambiguous';
    return run.call(this, instrument(code, path, type, needsMap()) ?? code, path, format);
  };

  for (const extension of COMPILED_EXTENSIONS) {
    loader._extensions[extension] = (module, path) => {
      const source = readFileSync(path, 'utf8');
      const format = formatOf(path, source);
      run.call(module, compile(source, path, format), path, format);
    };
  }
  // Nodes that have this one hand the file over without reading it.
  if (loader._extensions['.mjs']) {
    loader._extensions['.mjs'] = (module, path) => {
      module._compile(readFileSync(path, 'utf8'), path, 'module');
    };
  }

  loader._resolveFilename = function (request, parent, ...rest) {
    const found = parent?.filename ? resolveAsTypeScript(request, parent.filename) : undefined;
    return resolveFilename.call(this, found ?? request, parent, ...rest);
  };
}
