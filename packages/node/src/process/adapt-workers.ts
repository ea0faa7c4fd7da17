import { syncBuiltinESMExports } from 'node:module';
import workerThreads, { type Worker, type WorkerOptions } from 'node:worker_threads';
import type { NodeOptions } from '../options/node-options.js';
import { withWorkerEnvironment } from './worker-environment.js';
import { withWorkerName } from './worker-name.js';
import { withLargerStack } from './worker-stack.js';

const { construct, defineProperty } = Reflect;

/**
 * Has the workers that this thread starts be profiled, learn their names, and reach the depth of recursion that they reach
 * bare.
 *
 * @param own options of this process
 * @param beforeStart called before each of them
 */
export function adaptWorkers(own: NodeOptions, beforeStart: () => void): void {
  const adapting = new Proxy(workerThreads.Worker, {
    construct(
      target,
      [file, options, ...rest]: [unknown, WorkerOptions?, ...unknown[]],
      newTarget,
    ) {
      beforeStart();
      return withWorkerName(file, options, () =>
        withWorkerEnvironment(
          options,
          own,
          (adapted) =>
            construct(target, [file, withLargerStack(adapted), ...rest], newTarget) as Worker,
        ),
      );
    },
  });
  defineProperty(adapting.prototype, 'constructor', { value: adapting });
  workerThreads.Worker = adapting;
  syncBuiltinESMExports();
}
