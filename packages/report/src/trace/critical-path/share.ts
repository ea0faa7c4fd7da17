import type { CriticalPath } from '@coroscope/profile';

/** What has less than this share of the elapsed time is not shown. */
export const SMALLEST_SHARE = 0.01;

export function elapsedOf({ pieces }: CriticalPath): number {
  return pieces.length === 0 ? 0 : pieces.at(-1)!.end - pieces[0].start;
}

/** `12.3%`. */
export function percentage(time: number, elapsed: number): string {
  return `${((time / elapsed) * 100).toFixed(1)}%`;
}
