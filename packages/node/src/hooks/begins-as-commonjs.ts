import { realpathSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { NAMED_ENTRY, registerUrl } from '../platform/own-entries.js';
import { declaredFormatOf } from '../typescript/module-format.js';

/** What only ES modules have, where neither extension nor package say what a file is. */
const MAY_BE_MODULE = /\b(?:import|export|await)\b/;

/** Hooks of others, which come before ours or after, as they are named; and what makes ES modules of files. */
const NEEDS_HOOKS = /--(?:import|(?:experimental-)?loader|experimental-default-type)\b/;

/** Whether what this process runs is certainly a file in CommonJS, with no hooks but ours. */
export function beginsAsCommonJs(): boolean {
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
