import { join } from 'node:path';
import type { Job } from './job.js';
import { ModuleLoader } from './module-loader.js';
import type { Failure } from './outcome.js';
import { printed } from './printing.js';
import { Realm } from './realm.js';
import type { FrontMatter } from './front-matter.js';
import { VARIANTS } from './variant.js';

/** Runs a test in a realm of its own until it has ended, or has let its time pass. */
export async function evaluate(
  { root, path, mode, variant: variantName, patience }: Job,
  source: string,
  { flags, includes }: FrontMatter,
): Promise<Failure | null> {
  const variant = VARIANTS[variantName];
  const filename = join(root, path);
  const isAsync = flags.includes('async');
  let print!: (message: unknown) => void;
  const message = new Promise<unknown>((resolve) => (print = resolve));

  const loaders = new Map<Realm, ModuleLoader>();
  const loaderOf = (realm: Realm) => {
    const loader = loaders.get(realm) ?? new ModuleLoader(root, realm, variant);
    loaders.set(realm, loader);
    return loader;
  };
  const realm = new Realm({
    root,
    variant,
    print,
    importModuleDynamically: (inRealm, specifier, attributes) =>
      loaderOf(inRealm).import(specifier, filename, attributes),
  });
  if (!flags.includes('raw')) {
    const harness = ['assert.js', 'sta.js', ...(isAsync ? ['doneprintHandle.js'] : [])];
    for (const name of [...harness, ...includes]) realm.include(name);
  }

  const evaluation =
    mode === 'module'
      ? evaluateModule(filename, loaderOf(realm))
      : evaluateScript(mode === 'strict' ? `"use strict";\n${source}` : source);
  const failure = await within(patience, evaluation);
  if (failure !== null || !isAsync) return failure;
  return await within(patience, message.then(completion));

  async function evaluateScript(text: string): Promise<Failure | null> {
    let phase: Failure['phase'] = 'parse';
    try {
      const script = realm.compile(printed(text, path, 'script', variant), filename);
      phase = 'runtime';
      script.runInContext(realm.global);
      return null;
    } catch (error) {
      return { phase, error: phase === 'parse' ? realm.ownError(error) : error };
    }
  }
}

async function evaluateModule(filename: string, loader: ModuleLoader): Promise<Failure | null> {
  let phase: Failure['phase'] = 'parse';
  try {
    const module = loader.load(filename);
    phase = 'resolution';
    await loader.link(module);
    phase = 'runtime';
    await module.evaluate();
    return null;
  } catch (error) {
    return { phase, error };
  }
}

/** What `$DONE` printed. */
function completion(message: unknown): Failure | null {
  return message === 'Test262:AsyncTestComplete' ? null : { phase: 'runtime', error: message };
}

function within(patience: number, ending: Promise<Failure | null>): Promise<Failure | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve({ phase: 'runtime', error: `not ended within ${patience} ms` }),
      patience,
    );
    void ending.then((failure) => {
      clearTimeout(timer);
      resolve(failure);
    });
  });
}
