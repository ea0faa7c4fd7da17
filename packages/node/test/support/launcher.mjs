// Launches a script, saves its profile to a file, and ends as the script has ended.
import { writeFileSync } from 'node:fs';
import { launch } from '../../dist/esm/index.js';

const [file, options, script, ...args] = process.argv.slice(2);
const { nodeOptions, ...given } = JSON.parse(options);
const { code, signal, profile } = await launch({ script, nodeOptions }, args, given);
if (profile !== undefined) writeFileSync(file, JSON.stringify(profile));
process.exitCode = code ?? 1;
if (signal !== null) process.kill(process.pid, signal);
