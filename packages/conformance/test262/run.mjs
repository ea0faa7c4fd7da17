// Bundles the comparison with the sources of the transform and the runtime as they stand, and runs it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const directory = dirname(fileURLToPath(import.meta.url));
const packages = join(directory, '../..');
const output = mkdtempSync(join(tmpdir(), 'coroscope-test262-'));
process.on('exit', () => rmSync(output, { recursive: true, force: true }));

await build({
  entryPoints: {
    compare: join(directory, 'src/compare.ts'),
    child: join(directory, 'src/child.ts'),
    runtime: join(packages, 'runtime/src/index.ts'),
  },
  outdir: output,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  alias: {
    '@coroscope/runtime': join(packages, 'runtime/src/index.ts'),
    '@coroscope/runtime/contract': join(packages, 'runtime/src/contract.ts'),
  },
});
writeFileSync(join(output, 'package.json'), '{ "type": "commonjs" }');
await import(pathToFileURL(join(output, 'compare.js')).href);
