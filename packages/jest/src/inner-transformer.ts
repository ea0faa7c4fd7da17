import type { Transformer, TransformerFactory } from '@jest/transform';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGE, type TransformerReference } from './options.js';

/** The transformer that compiles before we instrument, and the configuration that is its own. */
export interface InnerTransformer {
  transformer: Transformer;
  config: unknown;
}

/**
 * @param directory where the name of the transformer is looked up
 * @throws Error that says what to install
 */
export async function loadInnerTransformer(
  reference: TransformerReference,
  directory: string,
): Promise<InnerTransformer> {
  const [name, config = {}] = typeof reference === 'string' ? [reference] : reference;
  const loaded = (await import(pathToFileURL(find(name, directory)).href)) as { default?: unknown };
  const exported = interop(interop(loaded)) as Transformer | TransformerFactory<Transformer>;
  const transformer =
    'createTransformer' in exported ? await exported.createTransformer(config) : exported;
  if (!transformer.process && !transformer.processAsync) {
    throw new Error(`${PACKAGE}: '${name}' is no transformer: it has no process or processAsync`);
  }
  return { transformer, config };
}

/** CommonJS compiled from ES modules has its default export within that of Node. */
function interop(module: object): object {
  const { default: inner } = module as { default?: object };
  return inner ?? module;
}

function find(name: string, directory: string): string {
  try {
    return createRequire(join(directory, 'noop.js')).resolve(name);
  } catch {
    throw new Error(
      `${PACKAGE}: the transformer '${name}' can't be found from ${directory}: npm install --save-dev ${name}`,
    );
  }
}
