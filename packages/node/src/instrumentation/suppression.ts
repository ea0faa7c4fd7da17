import { profiler } from '@coroscope/runtime';

let isSuppressed = false;

/** Whether the profiler itself is at work, so that code that is loaded now is its own. */
export function isProfilingSuppressed(): boolean {
  return isSuppressed;
}

/** Does work of the profiler's own, which counts as no time of the program's. */
export function suppressProfiling<Result>(work: () => Result): Result {
  const wasSuppressed = isSuppressed;
  isSuppressed = true;
  try {
    return profiler.withoutRecording(work);
  } finally {
    isSuppressed = wasSuppressed;
  }
}
