import { register } from 'node:module';
import { suppressProfiling } from '../instrumentation/suppression.js';
import type { NodeOptions } from '../options/node-options.js';
import { inOwnRealm } from '../platform/own-realm.js';
import { beginsAsCommonJs } from './begins-as-commonjs.js';

/** What the thread of the hooks is given: see loader.ts. */
export interface LoaderData {
  options: NodeOptions;
  needsMap: boolean;
  /** See ForeignCompilers. */
  foreignCompilers: SharedArrayBuffer;
}

/**
 * Instruments and compiles ES modules in the thread that Node's asynchronous hooks run in. That takes as long to
 * start as Node itself: where the program begins as CommonJS, it is started by the first code that may import.
 *
 * @returns a function to be called with all code that CommonJS is about to run
 */
export function hookAsynchronously(data: LoaderData): (code: string) => void {
  let isHooked = false;
  const hook = () => {
    isHooked = true;
    register(new URL('../esm/loader.js', import.meta.url), { data });
  };
  if (!beginsAsCommonJs()) hook();
  return (code) => {
    if (!isHooked && inOwnRealm(() => MAY_IMPORT.test(code))) suppressProfiling(hook);
  };
}

/** `import(…)`, in code or in a string that is compiled later. */
const MAY_IMPORT = /\bimport\s*(?:\(|\/[/*])/;
