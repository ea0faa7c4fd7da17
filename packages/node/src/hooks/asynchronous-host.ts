import { realpathSync, readFileSync } from 'node:fs';
import { register } from 'node:module';
import { extname } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { suppressProfiling } from '../instrumentation/suppression.js';
import type { NodeOptions } from '../options/node-options.js';
import { NAMED_ENTRY, registerUrl } from '../platform/own-entries.js';
import { declaredFormatOf } from '../typescript/module-format.js';

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
    if (!isHooked && MAY_IMPORT.test(code)) suppressProfiling(hook);
  };
}

/** `import(…)`, in code or in a string that is compiled later. */
const MAY_IMPORT = /\bimport\s*(?:\(|\/[/*])/;

/** What only ES modules have, where neither extension nor package say what a file is. */
const MAY_BE_MODULE = /\b(?:import|export|await)\b/;

/** Hooks of others, which come before ours or after, as they are named; and what makes ES modules of files. */
const NEEDS_HOOKS = /--(?:import|(?:experimental-)?loader|experimental-default-type)\b/;

/** Whether what this process runs is certainly a file in CommonJS, with no hooks but ours. */
function beginsAsCommonJs(): boolean {
  const [, script] = process.argv;
  const options = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ');
  const foreign = options.replace(`--import=${registerUrl}`, '').replace(NAMED_ENTRY, '');
  if (!isMainThread || script === undefined || NEEDS_HOOKS.test(foreign)) return false;
  try {
    const path = realpathSync(script);
    if (extname(path) === '.cjs') return true;
    if (extname(path) !== '.js') return false;
    const declared = declaredFormatOf(path);
    if (declared !== undefined) return declared === 'commonjs';
    return !MAY_BE_MODULE.test(readFileSync(path, 'utf8'));
  } catch {
    // Node finds it otherwise, or says that it does not.
    return false;
  }
}
