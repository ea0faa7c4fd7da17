// The process in which tests run: one job at a time, as messages tell it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { evaluate } from './evaluate.js';
import { readFrontMatter } from './front-matter.js';
import type { Job } from './job.js';
import { judge, type Outcome } from './outcome.js';

let unhandledRejections = 0;
process.on('unhandledRejection', () => unhandledRejections++);
// What a test throws from a callback of the host's is the test's own affair.
process.on('uncaughtException', () => {});

process.on('message', (job: Job) => {
  run(job).catch((error: Error) => {
    // Not the test's affair: the comparison itself is broken.
    console.error(error);
    process.exit(1);
  });
});

async function run(job: Job): Promise<void> {
  const source = readFileSync(join(job.root, job.path), 'utf8');
  const frontMatter = readFrontMatter(source);
  unhandledRejections = 0;
  const failure = await evaluate(job, source, frontMatter);
  // Node tells of unhandled rejections when all microtasks have run.
  await setImmediate();
  const outcome: Outcome = { ...judge(failure, frontMatter), unhandledRejections };
  process.send!(outcome);
}
