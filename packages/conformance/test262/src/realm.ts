import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import vm from 'node:vm';
import type { Probes } from '../../../runtime/src/engine/probes.js';
import type { Profiler } from '../../../runtime/src/profiler/profiler.js';
import { NotParsed } from './printer.js';
import type { Variant } from './variant.js';

export interface Runtime {
  probes: Probes;
  profiler: Profiler;
}

export interface RealmOptions {
  /** A checkout of test262. */
  root: string;
  variant: Variant;
  print: (message: unknown) => void;
  /** What `import()` does in scripts that the realm evaluates. */
  importModuleDynamically: (
    realm: Realm,
    specifier: string,
    attributes: object,
  ) => Promise<vm.Module>;
}

/** The bundle stands next to this file's. */
const runtimeScript = new vm.Script(
  `(function (module, exports) { ${readFileSync(join(__dirname, 'runtime.js'), 'utf8')}\n})`,
  { filename: 'coroscope-runtime.js' },
);
const harnessScripts = new Map<string, vm.Script>();

// An object that claims to be undefined and can be called nevertheless, as `document.all` can.
setFlagsFromString('--allow-natives-syntax');
const undetectableScript = new vm.Script('%GetUndetectable()');
setFlagsFromString('--no-allow-natives-syntax');

/** A realm of its own with what test262 asks of its host, and an engine of the runtime in it. */
export class Realm {
  readonly global: typeof globalThis & Record<string, unknown>;
  /** Null where nothing is instrumented. */
  readonly runtime: Runtime | null;

  readonly #SyntaxError: SyntaxErrorConstructor;

  constructor(private readonly options: RealmOptions) {
    this.global = vm.createContext(vm.constants.DONT_CONTEXTIFY) as typeof this.global;
    this.#SyntaxError = this.global.SyntaxError;
    this.runtime = options.variant.transform === null ? null : this.#loadRuntime(options.variant);
    this.#defineHostObjects();
  }

  /** Evaluates a file of `harness/`. */
  include(name: string): void {
    let script = harnessScripts.get(name);
    if (script === undefined) {
      const filename = join(this.options.root, 'harness', name);
      script = new vm.Script(readFileSync(filename, 'utf8'), { filename });
      harnessScripts.set(name, script);
    }
    script.runInContext(this.global);
  }

  compile(code: string, filename: string): vm.Script {
    return new vm.Script(code, {
      filename,
      importModuleDynamically: (specifier, _script, attributes) =>
        this.options.importModuleDynamically(this, specifier, attributes),
    });
  }

  /** The error as the realm would have thrown it: where code is compiled it is the host's. */
  ownError(error: unknown): unknown {
    if (!(error instanceof SyntaxError) && !(error instanceof NotParsed)) return error;
    return new this.#SyntaxError(error.message, { cause: error });
  }

  #loadRuntime({ transform, isRunning }: Variant): Runtime {
    const { global } = this;
    // A realm of Node's has these; the runtime looks for them while it loads.
    Object.assign(global, { process, performance });
    const module = { exports: {} as Runtime };
    runtimeScript.runInContext(global)(module, module.exports);
    Reflect.deleteProperty(global, 'process');
    Reflect.deleteProperty(global, 'performance');
    if (transform?.runtime === 'import') Reflect.deleteProperty(global, '__coroscope__');
    if (isRunning) module.exports.profiler.start();
    return module.exports;
  }

  #defineHostObjects(): void {
    const { global, options } = this;
    const host = vm.runInContext('({})', global);
    Object.assign(host, {
      global,
      createRealm: () => new Realm(options).global.$262,
      evalScript: (code: string) => {
        let script;
        try {
          script = this.compile(code, 'evalScript.js');
        } catch (error) {
          throw this.ownError(error);
        }
        return script.runInContext(global);
      },
      detachArrayBuffer: (buffer: ArrayBuffer) => {
        structuredClone(buffer, { transfer: [buffer] });
        return null;
      },
      gc: () => globalThis.gc?.(),
      IsHTMLDDA: undetectableScript.runInContext(global),
    });
    for (const [name, value] of Object.entries({ $262: host, print: options.print })) {
      Object.defineProperty(global, name, { value, writable: true, configurable: true });
    }
  }
}
