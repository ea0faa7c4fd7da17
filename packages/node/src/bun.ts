/**
 * Profiles the program that Bun is about to run: `bun --preload @coroscope/node/bun app.ts`. What
 * register.ts says of options and of the profile holds here as well.
 */
import { requireOwnCode } from './require-own-code.js';

const ownCode = requireOwnCode().createOwnCode();
const { hookBun, startProfiling } = ownCode.loadPart('start') as typeof import('./start.js');
const end = await startProfiling({ ownCode, install: hookBun, importModule: (url) => import(url) });

// Bun's test runner ends without the event `exit`. Elsewhere, its functions throw.
const testRunner = 'bun:test';
try {
  const { afterAll } = (await import(testRunner)) as { afterAll: (hook: () => void) => void };
  // Bun would wait for a hook with a parameter until it calls that.
  afterAll(() => end());
} catch {
  // This is no test run.
}
