// Runs random programs bare and instrumented, both printed by SWC, and compares what happened in what
// order: node packages/swc-plugin/order.mjs --programs 20000 [--seed 1]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';

// The engine keeps the names of every function it has ever seen.
const PROGRAMS_PER_PROCESS = 500;

const { values } = parseArgs({
  options: { programs: { type: 'string', default: '1000' }, seed: { type: 'string' } },
});
const programs = Number(values.programs);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);

const packages = join(import.meta.dirname, '..');
// Where SWC is found, which can't be bundled.
const outfile = join(import.meta.dirname, 'dist/order.mjs');
buildSync({
  entryPoints: [join(import.meta.dirname, 'test/support/order.ts')],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['@swc/core', 'fast-check'],
  alias: { '@coroscope/runtime': join(packages, 'runtime/src/index.ts') },
  define: { __dirname: JSON.stringify(join(import.meta.dirname, 'test/support')) },
  logLevel: 'error',
});
for (let done = 0; done < programs && !process.exitCode; done += PROGRAMS_PER_PROCESS) {
  const count = Math.min(PROGRAMS_PER_PROCESS, programs - done);
  const args = ['--programs', String(count), '--seed', String((seed + done) % 2 ** 31)];
  const { status } = spawnSync(process.execPath, [outfile, ...args], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
