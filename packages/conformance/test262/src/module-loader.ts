import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import vm from 'node:vm';
import { printed } from './printing.js';
import type { Realm } from './realm.js';
import type { Variant } from './variant.js';

const RUNTIME = '@coroscope/runtime';

/** The modules of one realm: the test and the fixtures that it imports, all in the same variant. */
export class ModuleLoader {
  readonly #modules = new Map<string, vm.Module>();
  readonly #links = new Map<vm.Module, Promise<void>>();

  constructor(
    private readonly root: string,
    private readonly realm: Realm,
    private readonly variant: Variant,
  ) {}

  /** @throws an error of the realm's where the text is not of the language */
  load(path: string, type?: string): vm.Module {
    const key = `${type ?? ''}:${path}`;
    let module = this.#modules.get(key);
    if (module === undefined) {
      module = this.#create(path, type);
      this.#modules.set(key, module);
    }
    return module;
  }

  link(module: vm.Module): Promise<void> {
    let linked = this.#links.get(module);
    if (linked === undefined) {
      linked =
        module.status === 'unlinked'
          ? module.link((specifier, referrer, { attributes }) =>
              this.#resolve(specifier, referrer.identifier, attributes),
            )
          : Promise.resolve();
      this.#links.set(module, linked);
    }
    return linked;
  }

  async import(specifier: string, referrer: string, attributes: object): Promise<vm.Module> {
    const module = this.#resolve(specifier, referrer, attributes);
    await this.link(module);
    await module.evaluate();
    return module;
  }

  #resolve(specifier: string, referrer: string, attributes: object): vm.Module {
    if (specifier === RUNTIME) return this.load(RUNTIME);
    const path = resolve(dirname(referrer), specifier);
    return this.load(path, (attributes as { type?: string }).type);
  }

  #create(path: string, type?: string): vm.Module {
    if (path === RUNTIME) return this.#synthetic('probes', this.realm.runtime?.probes);
    const source = readFileSync(path, 'utf8');
    if (type === 'json') return this.#synthetic('default', this.#parseJson(source));
    if (type === 'text') return this.#synthetic('default', source);
    let code: string;
    try {
      code = printed(source, relative(this.root, path), 'module', this.variant);
    } catch (error) {
      throw this.realm.ownError(error);
    }
    return new vm.SourceTextModule(code, {
      identifier: path,
      context: this.realm.global,
      importModuleDynamically: (specifier, _module, attributes) =>
        this.import(specifier, path, attributes),
    });
  }

  #synthetic(name: string, value: unknown): vm.Module {
    return new vm.SyntheticModule(
      [name],
      function () {
        this.setExport(name, value);
      },
      { context: this.realm.global },
    );
  }

  #parseJson(source: string): unknown {
    return vm.runInContext('JSON.parse', this.realm.global)(source);
  }
}
