import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { examplesOf } from './support/documentation.js';

const PACKAGES = join(__dirname, '../..');
const PAGE = join(PACKAGES, '../docs/transform.md');

/** Runs an example as a module of its own, and gives what it prints. */
function run(code: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-example-'));
  try {
    const outfile = join(directory, 'example.mjs');
    buildSync({
      stdin: { contents: code, resolveDir: __dirname },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      alias: {
        '@coroscope/runtime': join(PACKAGES, 'runtime/src/index.ts'),
        '@coroscope/runtime/contract': join(PACKAGES, 'runtime/src/contract.ts'),
        '@coroscope/transform': join(PACKAGES, 'transform/src/index.ts'),
      },
      // What is bundled from CommonJS asks for a require().
      banner: {
        js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      },
      logLevel: 'error',
    });
    const { stdout, stderr } = spawnSync(process.execPath, [outfile], { encoding: 'utf8' });
    return stdout + stderr;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

it.each(examplesOf(PAGE))('the example in line $line prints what it says', ({ code, output }) => {
  expect(run(code)).toBe(output);
});
