/**
 * Profiles the program that Node is about to run: `node --import @coroscope/node/register app.ts`.
 *
 * Options are taken from the environment variable COROSCOPE_OPTIONS, as JSON; `NodeOptions` says
 * which there are. When the program ends, the profile is saved to `profile.json` in the cache folder of
 * the project, or to what the option `out` says.
 */
import { sayNotProfiled } from './messages/not-profiled.js';
import { requireOwnCode } from './require-own-code.js';

try {
  const { createOwnCode, startHooksThread } = requireOwnCode();
  startHooksThread(process.env);
  const ownCode = createOwnCode();
  const { startProfiling } = ownCode.loadPart('start') as typeof import('./start.js');
  await startProfiling({ ownCode, importModule: (url) => import(url) });
} catch (error) {
  sayNotProfiled(error);
}
