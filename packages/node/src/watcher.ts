/** The watcher of a process: a worker thread that reads the accounts of the others, and saves them. */
import { parentPort, workerData } from 'node:worker_threads';
import type { NodeOptions } from './options/node-options.js';
import { RunDirectory } from './run-directory/run-directory.js';
import type { WatcherData } from './watcher/control.js';
import { watch } from './watcher/watch.js';

const data = workerData as WatcherData;
watch(data, parentPort!, async (options: NodeOptions) => {
  const { saveRun } = await import('./process/save-run.js');
  saveRun(options, new RunDirectory(data.runDirectory));
});
