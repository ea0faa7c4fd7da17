import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NodeOptions } from '../options/node-options.js';
import { isRunning } from '../platform/is-running.js';
import { RunDirectory } from '../run-directory/run-directory.js';
import { loadImageReader } from '../shards/load-image-reader.js';
import { defaultProfileFile } from './default-file.js';

/**
 * Saves the profiles of programs that were killed, and that no command waited for: what their watchers have written
 * down lies where they left it.
 *
 * @param directory in which they were started
 */
export async function recoverRuns(directory: string): Promise<void> {
  const abandoned = RunDirectory.findAll().flatMap((run) => {
    const owner = run.owner();
    if (owner === undefined || isRunning(owner.process)) return [];
    const options = owner.options as NodeOptions;
    return options.cwd === directory ? [{ run, owner: owner.process, options }] : [];
  });
  if (abandoned.length === 0) return;
  const { saveRun } = await import('./save-run.js');
  // The latest is saved last, and so the one that is there.
  abandoned.sort((a, b) => a.run.latestFigures() - b.run.latestFigures());
  for (const { run, owner, options } of abandoned) {
    run.isAbandoned = true;
    if (isOlder(run, options)) run.remove();
    else saveRun({ ...options, quiet: true }, run, await loadImageReader(run), owner);
  }
}

/** Whether a run has less recent figures than the profile in whose place its own would come. */
function isOlder(run: RunDirectory, { cwd, out }: NodeOptions): boolean {
  const file = out === undefined ? defaultProfileFile(cwd) : resolve(cwd, out);
  const saved = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return run.latestFigures() <= saved;
}
