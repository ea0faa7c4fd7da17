// Builds what `rolldown.config.mjs` describes, and prints warnings only: Rolldown's command would list
// all files that it writes.
import { build } from 'rolldown';
import config from './rolldown.config.mjs';

for (const options of config) await build({ ...options, logLevel: 'warn' });
