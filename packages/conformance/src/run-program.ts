import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { RunRequest, RunResult } from './host/request.js';

export interface ProgramRunner {
  /** @param node Path of the Node binary that runs the program. */
  run(request: RunRequest, node: string): Promise<RunResult>;
  /** Removes what it has put on disk. */
  close(): void;
}

/**
 * Bundles the host with the runtime, both from their sources, to run each program in a Node process
 * of its own.
 *
 * @param packages The directory of the packages.
 */
export function createProgramRunner(packages: string): ProgramRunner {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-conformance-'));
  const host = join(directory, 'host.mjs');
  buildSync({
    entryPoints: [join(packages, 'conformance/src/host/host.ts')],
    outfile: host,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    alias: { '@coroscope/runtime': join(packages, 'runtime/src/index.ts') },
    logLevel: 'error',
  });
  return {
    run: (request, node) => runHost(node, host, request),
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function runHost(node: string, host: string, request: RunRequest): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      node,
      ['--experimental-vm-modules', '--no-warnings', host],
      { maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`the program failed:\n${stderr.trim()}`, { cause: error }));
        else resolve(JSON.parse(stdout) as RunResult);
      },
    );
    child.stdin!.end(JSON.stringify(request));
  });
}
