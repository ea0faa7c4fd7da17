/** The longest unbroken stretches with instrumented code on the stack: what held the event loop. */
const KEPT = 32;

export interface RecordedStretch {
  /** Engine time at which it ended. */
  end: number;
  duration: number;
  /** The context at the bottom of the stack. */
  context: number;
}

export const stretches: RecordedStretch[] = [];
/** A stretch no longer than this is not among the longest. */
export let stretchThreshold = 0;

export function recordStretch(context: number, end: number, duration: number): void {
  if (stretches.length < KEPT) {
    stretches.push({ end, duration, context });
    if (stretches.length < KEPT) return;
  } else {
    const shortest = stretches.reduce((a, b) => (b.duration < a.duration ? b : a));
    shortest.end = end;
    shortest.duration = duration;
    shortest.context = context;
  }
  stretchThreshold = Math.min(...stretches.map((stretch) => stretch.duration));
}

/** The longest of some stretches, as many as are kept, longest first. */
export function longestStretches(candidates: RecordedStretch[]): RecordedStretch[] {
  return candidates
    .map((stretch) => ({ ...stretch }))
    .sort((a, b) => b.duration - a.duration)
    .slice(0, KEPT);
}

/** Begins anew: for a window of its own, the stretches before it no longer compete. */
export function forgetStretches(): void {
  stretches.length = 0;
  stretchThreshold = 0;
}
