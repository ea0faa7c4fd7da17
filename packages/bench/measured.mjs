// A command of ours as a whole process: its time, and the most memory that it had.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL, URL } from 'node:url';

const { resolve } = createRequire(import.meta.url);
export const COMMAND = fileURLToPath(
  new URL('./bin/coroscope.js', pathToFileURL(resolve('coroscope/package.json'))),
);

/** Writes down, at the end of a process, what it has used. */
const USAGE = `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync } from 'node:fs';
  process.on('exit', () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())));
`)}`;

/**
 * Runs the command once.
 *
 * @returns seconds that it took, seconds that the processor computed for it, and megabytes
 */
export function measured(args, options = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-usage-'));
  try {
    const file = join(directory, 'usage.json');
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ['--import', USAGE, COMMAND, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, BENCH_USAGE: file },
      ...options,
    });
    const seconds = (performance.now() - start) / 1000;
    if (status !== 0) throw new Error(`coroscope ${args.join(' ')} failed:\n${stderr}`);
    const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(file, 'utf8'));
    return { seconds, computed: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
