// Bundles the comparison with the sources of the transform and the runtime as they stand, and runs it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { pluginFile } from '../../swc-plugin/index.cjs';

const directory = dirname(fileURLToPath(import.meta.url));
const packages = join(directory, '../..');
// Where SWC is found, which can't be bundled.
mkdirSync(join(directory, '../dist'), { recursive: true });
const output = mkdtempSync(join(directory, '../dist/test262-'));
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
  external: ['@swc/core'],
  define: { SWC_PLUGIN: JSON.stringify(pluginFile()) },
  alias: {
    '@coroscope/runtime': join(packages, 'runtime/src/index.ts'),
    '@coroscope/runtime/contract': join(packages, 'runtime/src/contract.ts'),
  },
});
writeFileSync(join(output, 'package.json'), '{ "type": "commonjs" }');
await import(pathToFileURL(join(output, 'compare.js')).href);
