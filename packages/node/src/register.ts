/**
 * Profiles the program that Node is about to run: `node --import @coroscope/node/register app.ts`.
 *
 * Options are taken from the environment variable COROSCOPE_OPTIONS, as JSON; `NodeOptions` says
 * which there are. When the program ends, the profile is saved to `coroscope-profile.json`, or to
 * what the option `out` says.
 */
import { createRequire } from 'node:module';

const { cache } = createRequire(import.meta.url);
const present = new Set(Object.keys(cache));
const { startProfiling } = await import('./start-profiling.js');
// The program gets modules of its own, even where it depends on the same packages.
for (const path of Object.keys(cache)) if (!present.has(path)) delete cache[path];
await startProfiling();
