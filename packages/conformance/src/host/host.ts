// Runs one program in this process, which is its alone: a fresh engine and a fresh world for each thread.
import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import type { RunRequest, RunResult } from './request.js';
import { VirtualThread } from './virtual-thread.js';
import { microtasksDrained } from './virtual-world.js';
import { runWorker } from './worker.js';
import { Workers } from './workers.js';

if (isMainThread) await runMain(JSON.parse(readFileSync(0, 'utf8')) as RunRequest);
else await runWorker();

async function runMain(request: RunRequest): Promise<void> {
  const thread = new VirtualThread(request, { thread: (file: string) => workers.start(file) });
  const { readings, log } = thread;
  const workers = new Workers(request, thread.world, log);
  const run = await thread.prepare(request.entry);
  run();
  await microtasksDrained();
  const result: RunResult = { readings, workers: await workers.runToEnd(), log };
  thread.read('end');
  process.stdout.write(JSON.stringify(result));
}
