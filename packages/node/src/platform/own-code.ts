import { dirname, join } from 'node:path';
import { CodeCache } from './code-cache.js';
import * as files from './files.js';
import { findOwnPackage, ownFile, ownRequire } from './own-package.js';

const { getBuiltinModule } = process;
const fs = getBuiltinModule('node:fs');

/** What our code takes of the language when it is loaded: see `CAPTURED_GLOBALS` of rolldown.config.mjs. */
const capturedGlobals = {
  ...{ Array, BigInt, Boolean, Error, Float64Array, Int32Array, JSON, Map, Math, Number, Object },
  ...{ Promise, Proxy, RangeError, Reflect, RegExp, Set, String, Symbol, SyntaxError, TypeError },
  ...{ Uint32Array, Uint8Array, WeakMap, WeakSet, process, Buffer },
};

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname', 'ownGlobals'];

/**
 * Code of ours that is loaded only when it is needed. Neither its resolution nor its code go through Node's
 * loader, which programs patch to send names elsewhere, to compile what it loads, or to mock it; and it
 * finds the language's globals, and what writes files, as they were when this object was made.
 */
export class OwnCode {
  readonly #cache: CodeCache;
  readonly #loaded = new Map<string, object>();
  readonly #fs = withCaptured(fs, files);

  /** @param version of this package, and so of the code */
  constructor(readonly version: string) {
    this.#cache = new CodeCache(dirname(ownFile), version);
  }

  /** Loads a file of `dist/cjs`. */
  loadPart(name: string): object {
    return this.#load(fileOf(name));
  }

  /** Loads the runtime, as our own code gets it. */
  loadRuntime(): object {
    return this.#require(RUNTIME)!;
  }

  /** What tells a part apart from other versions and builds of it. */
  versionOfPart(name: string): string {
    const { size, mtimeMs } = fs.statSync(fileOf(name));
    return `${this.version}-${size}-${mtimeMs}`;
  }

  /** Has the next process not compile again what this thread had to compile. */
  saveCache(): void {
    this.#cache.save();
  }

  #load(path: string): object {
    const loaded = this.#loaded.get(path);
    if (loaded !== undefined) return loaded;
    const source = files.readFile(path).toString();
    const script = this.#cache.compile(`(function (${PARAMETERS.join()}) {${source}\n})`, path);
    const module = { exports: {} };
    const require = (id: string) => this.#require(id);
    const run = script.runInThisContext() as (...parameters: unknown[]) => void;
    run(module.exports, require, module, path, dirname(path), capturedGlobals);
    this.#loaded.set(path, module.exports);
    return module.exports;
  }

  #require(id: string): object | undefined {
    if (id === 'fs' || id === 'node:fs') return this.#fs;
    if (!id.startsWith(RUNTIME)) return getBuiltinModule(id);
    const directory = findOwnPackage(RUNTIME);
    const main = directory ? join(directory, 'dist/cjs/index.js') : ownRequire.resolve(RUNTIME);
    return this.#load(
      id === RUNTIME ? main : join(dirname(main), `${id.slice(RUNTIME.length)}.js`),
    );
  }
}

function fileOf(part: string): string {
  return join(dirname(ownFile), '../cjs', `${part}.js`);
}

const RUNTIME = '@coroscope/runtime';

/** A module of Node whose functions are those that the program has put in place, but for some. */
function withCaptured(module: object, captured: object): object {
  const view = {};
  for (const name of Object.keys(module) as never[]) {
    Object.defineProperty(view, name, {
      configurable: true,
      enumerable: true,
      get: () => module[name],
    });
  }
  return Object.defineProperties(view, Object.getOwnPropertyDescriptors({ ...captured }));
}
