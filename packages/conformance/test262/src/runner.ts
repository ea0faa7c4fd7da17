import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Job } from './job.js';
import type { Outcome } from './outcome.js';

/** Realms are not always given back to the system, so a process is replaced after so many. */
const JOBS_PER_CHILD = 2000;

const NODE_FLAGS = ['--experimental-vm-modules', '--expose-gc', '--no-warnings'];

/** A process that runs one job at a time, and its successors: it is killed when a job hangs. */
export class Runner {
  #child: ChildProcess | null = null;
  #jobs = 0;

  /** @param limit milliseconds that a job may take before its process is killed */
  constructor(private readonly limit: number) {}

  run(job: Job): Promise<Outcome> {
    if (this.#jobs++ % JOBS_PER_CHILD === 0) this.close();
    const child = (this.#child ??= fork(join(__dirname, 'child.js'), {
      execArgv: [...process.execArgv, ...NODE_FLAGS],
    }));
    return new Promise((resolve) => {
      const end = (outcome: Outcome) => {
        clearTimeout(timer);
        child.off('message', end).off('exit', crash);
        resolve(outcome);
      };
      const crash = (code: number | null, signal: string | null) => {
        this.#child = null;
        end(without(`the process ended with ${signal ?? code}`, 'crashed'));
      };
      const timer = setTimeout(() => {
        this.close();
        end(without(`killed after ${this.limit} ms`, 'hung'));
      }, this.limit);
      child.on('message', end).on('exit', crash);
      child.send(job);
    });
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }
}

function without(message: string, status: Outcome['status']): Outcome {
  return { status, message, unhandledRejections: 0 };
}
