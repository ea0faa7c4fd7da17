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

  async run(job: Job): Promise<Outcome> {
    if (this.#jobs++ % JOBS_PER_CHILD === 0) this.close();
    const outcome = await this.#attempt(job);
    if (outcome.status !== 'hung' && outcome.status !== 'crashed') return outcome;
    // What an earlier test had left behind may be the cause, so a new process has the last word.
    return this.#attempt(job);
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = null;
  }

  #attempt(job: Job): Promise<Outcome> {
    const child = (this.#child ??= this.#start());
    return new Promise((resolve) => {
      const end = (outcome: Outcome) => {
        clearTimeout(timer);
        child.off('message', end).off('exit', crash);
        resolve(outcome);
      };
      const crash = (code: number | null, signal: string | null) => {
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

  #start(): ChildProcess {
    const execArgv = [...process.execArgv, ...NODE_FLAGS];
    const child = fork(join(__dirname, 'child.js'), { execArgv });
    child.once('exit', () => {
      if (this.#child === child) this.#child = null;
    });
    return child;
  }
}

function without(message: string, status: Outcome['status']): Outcome {
  return { status, message, unhandledRejections: 0 };
}
