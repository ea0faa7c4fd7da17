import * as vm from 'node:vm';

/**
 * Runs a program from its texts as ES modules or CommonJS, in this realm. Unlike an `import()` of
 * the platform's, it starts the program synchronously, with nothing else on its way.
 */
export class Loader {
  readonly #files: Record<string, string>;
  readonly #runtime: Record<string, unknown>;
  readonly #modules = new Map<string, vm.SourceTextModule>();
  readonly #commonJs = new Map<string, { exports: unknown }>();

  /**
   * @param files The texts by name; they import each other as `./name`.
   * @param runtime What any other specifier gives: the exports of `@coroscope/runtime`.
   */
  constructor(files: Record<string, string>, runtime: Record<string, unknown>) {
    this.#files = files;
    this.#runtime = runtime;
  }

  /** Gives a function that runs the program's entry; the promise is that of its module. */
  async prepare(entry: string): Promise<() => unknown> {
    if (entry.endsWith('.cjs')) return () => this.#require(`./${entry}`);
    const module = await this.#linked(`./${entry}`);
    return () => module.evaluate();
  }

  async #linked(specifier: string): Promise<vm.Module> {
    const module = this.#module(specifier);
    if (module.status === 'unlinked') await module.link((imported) => this.#module(imported));
    return module;
  }

  #module(specifier: string): vm.Module {
    const text = this.#files[specifier.slice('./'.length)];
    if (text === undefined) return this.#runtimeModule();
    let module = this.#modules.get(specifier);
    if (module === undefined) {
      module = new vm.SourceTextModule(text, {
        identifier: specifier,
        importModuleDynamically: async (imported: string) => {
          const target = await this.#linked(imported);
          if (target.status === 'linked') await target.evaluate();
          return target;
        },
      } as vm.SourceTextModuleOptions);
      this.#modules.set(specifier, module);
    }
    return module;
  }

  #runtimeModule(): vm.Module {
    const runtime = this.#runtime;
    return new vm.SyntheticModule(Object.keys(runtime), function () {
      for (const [name, value] of Object.entries(runtime)) this.setExport(name, value);
    });
  }

  #require(specifier: string): unknown {
    const text = this.#files[specifier.slice('./'.length)];
    if (text === undefined) return this.#runtime;
    const loaded = this.#commonJs.get(specifier);
    if (loaded !== undefined) return loaded.exports;
    const module = { exports: {} as unknown };
    this.#commonJs.set(specifier, module);
    const body = vm.compileFunction(text, ['exports', 'require', 'module'], {
      filename: specifier,
    }) as (...parameters: unknown[]) => void;
    const require = (imported: string) => this.#require(imported);
    try {
      body.call(module.exports, module.exports, require, module);
    } catch (error) {
      this.#commonJs.delete(specifier);
      throw error;
    }
    return module.exports;
  }
}
