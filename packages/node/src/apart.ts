import { profiler } from '@coroscope/runtime';

let working = false;

/** Whether the profiler is at work itself, so that what is loaded now is its own. */
export function isApart(): boolean {
  return working;
}

/** Does work of the profiler's own, which takes no time in the books. */
export function apart<Result>(work: () => Result): Result {
  const wasWorking = working;
  working = true;
  try {
    return profiler.apart(work);
  } finally {
    working = wasWorking;
  }
}
