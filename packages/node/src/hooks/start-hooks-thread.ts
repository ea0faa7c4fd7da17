import { existsSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { passedOptions } from '../options/passed-options.js';
import { javascriptHost } from '../platform/javascript-host.js';
import { beginsAsCommonJs } from './begins-as-commonjs.js';
import { hasSynchronousHost } from './has-synchronous-host.js';

/**
 * Has Node start the thread that its asynchronous hooks run in, where this process will need it: it starts while we
 * load what else a program needs. `register` starts the thread first, then looks at what it is to load there, and
 * waits for it last; so what can't be looked at makes it start the thread without waiting. Where `register` does
 * otherwise, nothing is won.
 */
export function startHooksThread(environment: NodeJS.ProcessEnv): void {
  if (javascriptHost !== 'node' || hasSynchronousHost() || !isMainThread) return;
  if (!isToBeProfiled(environment) || beginsAsCommonJs()) return;
  try {
    register(NOTHING);
  } catch {
    // As it is meant to. If there can be no such thread, those who need it will say so.
  }
}

const NOTHING = {
  toString() {
    throw new Error('There is nothing to be loaded yet.');
  },
} as unknown as URL;

/** A process may outlive the command that waited for its figures. */
function isToBeProfiled(environment: NodeJS.ProcessEnv): boolean {
  const directory = passedOptions(environment)?.runDirectory;
  return directory === undefined || existsSync(directory);
}
