/** The watcher of a process: a worker thread that reads the accounts of the others, and saves them. */
import { parentPort, workerData } from 'node:worker_threads';
import type { NodeOptions } from './options/node-options.js';
import { loadImageReader } from './shards/load-image-reader.js';
import { Control, WatcherState, type WatcherData } from './watcher/control.js';
import { SignalWatch } from './watcher/watch-signals.js';

/**
 * How long it sleeps unless it is wanted, in milliseconds: for a program that is over by then, nothing is loaded, and
 * it is there for one that is stuck by then.
 */
const SLEEP = 100;

const data = workerData as WatcherData;
// Before it sleeps: a program that is stuck from its first statement may get a signal meanwhile.
const signals = data.watchesSignals ? new SignalWatch(data.control) : undefined;
Atomics.wait(data.control, Control.IsWanted, 0, SLEEP);

Promise.all([import('./watcher/watch.js'), import('./run-directory/run-directory.js')])
  .then(([{ watch }, { RunDirectory }]) =>
    watch(data, parentPort!, signals, async (options: NodeOptions) => {
      const run = new RunDirectory(data.runDirectory);
      const { saveRun } = await import('./process/save-run.js');
      saveRun(options, run, await loadImageReader(run));
    }),
  )
  .catch((error: unknown) => {
    signals?.close();
    // Those who wait for it need wait no longer.
    Atomics.store(data.control, Control.Watcher, WatcherState.Failed);
    Atomics.notify(data.control, Control.Watcher);
    throw error;
  });
