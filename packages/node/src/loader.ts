/** The hooks of Node's loader thread, for Nodes without hooks in the importing thread. */
import { transform } from 'esbuild';
import { readFile } from 'node:fs/promises';
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import { instrumentLoaded, pathOf, redirect } from './hooks/esm.js';
import type { LoaderData } from './hooks/loader-thread.js';
import { createInstrument, type Instrument } from './instrument.js';
import { prepareCompilation, toSyntaxError } from './typescript/compile.js';
import { loaderOf } from './typescript/extensions.js';
import { facadeOf } from './typescript/facade.js';
import { formatOf } from './typescript/format.js';

let instrument: Instrument;
let needsMap: boolean;

export const initialize: InitializeHook<LoaderData> = (data) => {
  instrument = createInstrument(data.options);
  needsMap = data.needsMap;
};

let entry: string | undefined;

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const result = await nextResolve(redirect(specifier, context.parentURL), context);
  if (context.parentURL === undefined) entry = result.url;
  return result;
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const path = pathOf(url);
  if (path === undefined) return nextLoad(url, context);
  if (loaderOf(path) === undefined) {
    return instrumentLoaded(await nextLoad(url, context), path, instrument, needsMap);
  }
  const source = await readFile(path, 'utf8');
  const format = formatOf(path, source);
  // Without a source, the CommonJS loader runs it as the main module.
  if (format === 'commonjs' && url === entry) {
    return { format, source: undefined, shortCircuit: true };
  }
  try {
    const { code } = await transform(...prepareCompilation(source, path, format, instrument));
    return {
      format: 'module',
      source: format === 'module' ? code : facadeOf(path, code),
      shortCircuit: true,
    };
  } catch (error) {
    throw toSyntaxError(error, path);
  }
};
