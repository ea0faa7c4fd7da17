import { profiler, type Profile } from '@coroscope/runtime';

/**
 * Calls a function in a window of its own, and awaits what it gives.
 *
 * @throws what the function throws; TypeError for what is no function
 */
export async function figuresOfCall<Result>(
  callback: () => Result | PromiseLike<Result>,
): Promise<{ result: Result; profile: Profile }> {
  if (typeof callback !== 'function') {
    throw new TypeError(
      `coroscope: expected a function to call, not ${callback === null ? 'null' : typeof callback}: write () => checkout(cart)`,
    );
  }
  if (!profiler.isRunning) {
    throw new Error('coroscope: the profiler is not running, so that nothing can be counted');
  }
  return profiler.run(callback);
}
