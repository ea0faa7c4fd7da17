// Runs random programs bare and instrumented and compares what happened in what order:
//   node packages/conformance/order.mjs --programs 100000 [--seed 1]
// Bundles the sources as they are, and works in processes of a bounded number of programs each, since the
// engine keeps the names of every function it has ever seen.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';

const PROGRAMS_PER_PROCESS = 500;

const { values } = parseArgs({
  options: { programs: { type: 'string', default: '1000' }, seed: { type: 'string' } },
});
const programs = Number(values.programs);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);

const packages = join(dirname(fileURLToPath(import.meta.url)), '..');
const directory = mkdtempSync(join(tmpdir(), 'coroscope-order-'));
const outfile = join(directory, 'order.mjs');
try {
  buildSync({
    entryPoints: [join(packages, 'conformance/src/order/main.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    alias: {
      '@coroscope/runtime': join(packages, 'runtime/src/index.ts'),
      '@coroscope/runtime/contract': join(packages, 'runtime/src/contract.ts'),
      '@coroscope/transform': join(packages, 'transform/src/index.ts'),
    },
    // What is bundled from CommonJS asks for a require().
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: 'error',
  });
  for (let done = 0; done < programs && !process.exitCode; done += PROGRAMS_PER_PROCESS) {
    const count = Math.min(PROGRAMS_PER_PROCESS, programs - done);
    const { status } = spawnSync(
      process.execPath,
      [outfile, '--programs', String(count), '--seed', String((seed + done) % 2 ** 31)],
      { stdio: 'inherit' },
    );
    process.exitCode = status ?? 1;
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
