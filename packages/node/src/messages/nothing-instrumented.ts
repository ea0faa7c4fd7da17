const NOTHING_INSTRUMENTED =
  'no instrumented code ran; choose files with --include, or take everything with --all';

const NOTHING_RECORDED = 'nothing was recorded: the profiler was off from start to end';

/** What is said, and noted in the profile, of a program without figures. */
export function whyNothing({ elapsed }: { elapsed: number }): string {
  return elapsed === 0 ? NOTHING_RECORDED : NOTHING_INSTRUMENTED;
}
