/**
 * The same as register.ts, for `--require`: with `--import`, Node runs the script of the program through
 * its ES module loader, which shows in `module.parent` and in the order of ticks and promises.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { startHooksThread } from './hooks/start-hooks-thread.js';
import { sayNotProfiled } from './messages/not-profiled.js';
import { createOwnCode } from './own-code.js';
import { isProgramThread } from './platform/is-program-thread.js';

// The program gets no module of ours out of the cache.
Reflect.deleteProperty(createRequire(import.meta.url).cache, fileURLToPath(import.meta.url));

// Not even to load what it takes.
if (isProgramThread) {
  try {
    startHooksThread(process.env);
    const ownCode = createOwnCode();
    const { startProfiling } = ownCode.loadPart('start') as typeof import('./start.js');
    void startProfiling({ ownCode });
  } catch (error) {
    sayNotProfiled(error);
  }
}
