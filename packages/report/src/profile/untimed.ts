/** What tells whether calls were timed. */
interface Timing {
  /** A leaf. */
  counted: boolean;
  /** Calls that were not timed, of a function that had proved too short for it. */
  untimed?: number;
  onStack: number;
}

/** Whether the time of what was called is its callers': it is counted, as a leaf or as a hot function. */
export function isUntimed({ counted, untimed = 0, onStack }: Timing): boolean {
  return counted || (untimed > 0 && onStack === 0);
}
