import { fork } from 'node:child_process';
import { fileURLToPath, URL } from 'node:url';

const CHILD = fileURLToPath(new URL('./child.mjs', import.meta.url));

/** A contender at work in a process of its own. */
export class Contender {
  #child;

  /** @param {string} name a contender of contenders.mjs */
  constructor(name) {
    this.name = name;
    this.#child = fork(CHILD, [name], { execArgv: ['--max-old-space-size=8192'] });
    this.ready = this.#answer();
  }

  /** @throws Error where the contender fails, or its process ends */
  async ask(task, argument) {
    await this.ready;
    this.#child.send({ task, argument });
    return this.#answer();
  }

  close() {
    this.#child.kill();
  }

  #answer() {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const end = (code, signal) => reject(new Error(`its process ended: ${signal ?? code}`));
      child.once('exit', end);
      child.once('message', ({ result, problem }) => {
        child.off('exit', end);
        if (problem === undefined) resolve(result);
        else reject(new Error(problem));
      });
    });
  }
}
