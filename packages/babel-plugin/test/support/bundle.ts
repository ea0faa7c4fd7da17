import { join } from 'node:path';
import { buildSync } from 'esbuild';

const packages = join(__dirname, '../../..');

/** Makes one CommonJS file of a package, from the sources. */
export function bundle(name: string, outfile: string): void {
  buildSync({
    entryPoints: [join(packages, name, 'src/index.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'error',
    alias: {
      '@coroscope/runtime': join(packages, 'runtime/src/index.ts'),
      '@coroscope/runtime/contract': join(packages, 'runtime/src/contract.ts'),
      '@coroscope/transform': join(packages, 'transform/src/index.ts'),
      '@coroscope/adapter': join(packages, 'adapter/src/index.ts'),
      '@coroscope/transform/options': join(packages, 'transform/src/options.ts'),
    },
  });
}
