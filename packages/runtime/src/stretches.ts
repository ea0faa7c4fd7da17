import { newList, newMap, type List } from './intrinsics.js';

/** The longest unbroken stretches with instrumented code on the stack: what held the event loop. */
const KEPT = 32;
/** Milliseconds. What is shorter holds nobody up, and is not worth a look at every call's end. */
const SHORTEST = 0.1;

export interface RecordedStretch {
  /** Engine time at which it ended. */
  end: number;
  duration: number;
  /** The context at the bottom of the stack. */
  context: number;
  /** The innermost context of calls that each took at least half of their caller's time. */
  heaviest: number;
}

export const stretches = {
  /** A stretch no longer than this is not among the longest. */
  threshold: SHORTEST,
  longest: newList() as List<RecordedStretch>,
};

/** By depth: the longest call there so far of the caller that is still on the stack. */
const heaviestCalls = newMap<number, { duration: number; innermost: number }>();

/**
 * A frame that lasted longer than the threshold has left a depth. Calls end from the inside out, so
 * its own heaviest call is known: that one stands for it if it took at least half of its time. Callees
 * that were not worth a record were shorter than the threshold.
 */
export function recordLongFrame(
  context: number,
  end: number,
  duration: number,
  depth: number,
): void {
  const callee = heaviestCalls.get(depth + 1);
  heaviestCalls.delete(depth + 1);
  const innermost =
    callee !== undefined && callee.duration * 2 >= duration ? callee.innermost : context;
  if (depth === 1) {
    recordStretch({ end, duration, context, heaviest: innermost });
  } else if (duration > (heaviestCalls.get(depth)?.duration ?? 0)) {
    heaviestCalls.set(depth, { duration, innermost });
  }
}

function recordStretch(stretch: RecordedStretch): void {
  const { longest } = stretches;
  if (longest.length < KEPT) {
    longest[longest.length] = stretch;
    if (longest.length < KEPT) return;
  } else {
    longest[indexOfShortest()] = stretch;
  }
  stretches.threshold = longest[indexOfShortest()].duration;
}

function indexOfShortest(): number {
  const { longest } = stretches;
  let shortest = 0;
  for (let i = 1; i < longest.length; i++) {
    if (longest[i].duration < longest[shortest].duration) shortest = i;
  }
  return shortest;
}

/** The longest of some stretches, as many as are kept, longest first. */
export function longestStretches(candidates: RecordedStretch[]): RecordedStretch[] {
  return candidates
    .map((stretch) => ({ ...stretch }))
    .sort((a, b) => b.duration - a.duration)
    .slice(0, KEPT);
}

/** Runs something whose stretches are nobody's. */
export function recordNoStretches<Result>(run: () => Result): Result {
  const { threshold } = stretches;
  stretches.threshold = Infinity;
  try {
    return run();
  } finally {
    stretches.threshold = threshold;
  }
}

/** Begins anew: for a window of its own, the stretches before it no longer compete. */
export function forgetStretches(): void {
  stretches.longest.length = 0;
  stretches.threshold = SHORTEST;
}
