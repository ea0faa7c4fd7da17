import { syncBuiltinESMExports } from 'node:module';
import workerThreads, { type Worker, type WorkerOptions } from 'node:worker_threads';
import { withWorkerName } from './worker-name.js';
import { withLargerStack } from './worker-stack.js';

const { construct, defineProperty } = Reflect;

/**
 * Has the workers that this thread starts learn their names, and reach the depth of recursion that they reach bare.
 *
 * @param beforeStart called before each of them
 */
export function adaptWorkers(beforeStart: () => void): void {
  const adapting = new Proxy(workerThreads.Worker, {
    construct(
      target,
      [file, options, ...rest]: [unknown, WorkerOptions?, ...unknown[]],
      newTarget,
    ) {
      beforeStart();
      return withWorkerName(
        file,
        options,
        () => construct(target, [file, withLargerStack(options), ...rest], newTarget) as Worker,
      );
    },
  });
  defineProperty(adapting.prototype, 'constructor', { value: adapting });
  workerThreads.Worker = adapting;
  syncBuiltinESMExports();
}
