import { CodeCache } from '@coroscope/node/code-cache';
import Module from 'node:module';
import { constants, type Script } from 'node:vm';
import { dirname } from 'node:path';
import { version } from '../package.json';

/** What is not in Node's types: how a CommonJS module runs its code. */
interface CompilingModule {
  exports: object;
  require: (id: string) => unknown;
  _compile: (code: string, filename: string, format?: string) => unknown;
}

type Run = (
  exports: object,
  require: NodeJS.Require,
  module: object,
  filename: string,
  directory: string,
) => unknown;

/**
 * Has what this process requires from now on compiled from V8's code cache, as `module.enableCompileCache` has it,
 * which Node has since 22.1.
 */
export function enableCompileCache(): void {
  const { prototype, wrap } = Module as unknown as {
    prototype: CompilingModule;
    wrap: (code: string) => string;
  };
  const cache = new CodeCache(__dirname, version);
  const { _compile: compile } = prototype;
  prototype._compile = function (code, filename, format) {
    const script = format === 'module' ? undefined : compiledScript(cache, wrap(code), filename);
    if (script === undefined) return compile.call(this, code, filename, format);
    const run = script.runInThisContext() as Run;
    const { resolve, cache: modules, main, extensions } = Module.createRequire(filename);
    const require = Object.assign((id: string) => this.require(id), {
      ...{ resolve, cache: modules, main, extensions },
    }) as NodeJS.Require;
    return run.call(this.exports, this.exports, require, this, filename, dirname(filename));
  };
  process.on('exit', () => cache.save());
}

/** Undefined for what is no body of a function: an ES module, or what begins with `#!`. Node knows what to do. */
function compiledScript(cache: CodeCache, code: string, filename: string): Script | undefined {
  try {
    return cache.compile(code, filename, constants.USE_MAIN_CONTEXT_DEFAULT_LOADER);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
