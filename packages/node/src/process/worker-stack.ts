import type { WorkerOptions } from 'node:worker_threads';
import { STACK_GROWTH } from './stack-size.js';

/** The stack of a worker, in megabytes, unless an option says otherwise. */
const DEFAULT = 4;

/**
 * Options with which a worker reaches the depth of recursion that it reaches bare: its stack is larger by what
 * instrumented frames are. What is no object is left for Node to refuse.
 */
export function withLargerStack(options: WorkerOptions | null = {}): WorkerOptions | null {
  if (typeof options !== 'object' || options === null) return options;
  const size = options.resourceLimits?.stackSizeMb ?? DEFAULT;
  if (typeof size !== 'number') return options;
  // A copy that inherits: the program may have options with getters, or on a prototype.
  const resourceLimits = { ...options.resourceLimits, stackSizeMb: size * STACK_GROWTH };
  return { __proto__: options, resourceLimits } as WorkerOptions;
}
