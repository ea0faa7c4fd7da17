import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { transform, type TransformOptions } from '../../src/index.js';
import { lowerUsing } from './run.js';

export interface ProgramResult {
  /** What the program printed, by line. */
  lines: string[];
  errors: string;
  events: string[];
}

/**
 * Runs a program of several files in a process of its own, all of them instrumented but for
 * those named .plain; the first one is its main module. Files named .cjs reach the runtime by `require`, others by `import`.
 */
export function runProgram(
  files: Record<string, string>,
  options: TransformOptions = {},
): ProgramResult {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-transform-'));
  try {
    for (const [format, name] of [
      ['esm', 'runtime.mjs'],
      ['cjs', 'runtime.cjs'],
    ] as const) {
      buildSync({
        entryPoints: [join(__dirname, 'recording-runtime.ts')],
        bundle: true,
        platform: 'node',
        format,
        outfile: join(directory, name),
        alias: {
          '@coroscope/runtime/contract': join(__dirname, '../../../runtime/src/contract.ts'),
        },
        logLevel: 'warning',
      });
    }
    for (const [name, code] of Object.entries(files)) {
      if (name.includes('.plain.')) {
        writeFileSync(join(directory, name), code);
        continue;
      }
      const isCommonJs = name.endsWith('.cjs');
      const emitted = transform(code, {
        filename: join(directory, name),
        sourceType: isCommonJs ? 'commonjs' : 'module',
        runtimeModule: isCommonJs ? './runtime.cjs' : './runtime.mjs',
        ...options,
      });
      writeFileSync(join(directory, name), lowerUsing(emitted.code));
    }
    const main = Object.keys(files)[0]!;
    const { stdout, stderr } = spawnSync(process.execPath, [main], {
      cwd: directory,
      encoding: 'utf8',
    });
    const lines = stdout.trimEnd().split('\n');
    return { events: JSON.parse(lines.pop()!), lines, errors: stderr };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
