import { resolveFrom, type TransformerReference } from '@coroscope/adapter';
import type { Transformer, TransformerFactory } from '@jest/transform';
import { pathToFileURL } from 'node:url';
import { PACKAGE } from '../config/package-name.js';

/** The transformer that compiles a file before it is instrumented, and its own configuration. */
export interface InnerTransformer {
  transformer: Transformer;
  config: unknown;
}

/** Stands for the transformer where there is none: code stays as it is. */
export const NO_TRANSFORMER: InnerTransformer = {
  transformer: { process: (code) => ({ code }) },
  config: {},
};

/**
 * Loads a transformer.
 *
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
    throw new Error(
      `${PACKAGE}: '${name}' is not a transformer: it has neither process nor processAsync`,
    );
  }
  return { transformer, config };
}

/** Unwraps a default export: CommonJS compiled from ES modules has its own within Node's. */
function interop(module: object): object {
  const { default: inner } = module as { default?: object };
  return inner ?? module;
}

function find(name: string, directory: string): string {
  const file = resolveFrom(directory, name);
  if (file !== undefined) return file;
  throw new Error(
    `${PACKAGE}: the transformer '${name}' can't be found from ${directory}: npm install --save-dev ${name}`,
  );
}
