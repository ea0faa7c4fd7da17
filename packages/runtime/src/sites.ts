import { addToHistogram, emptyHistogramRow } from './histograms.js';
import { enlargedFloats } from './intrinsics.js';

/** Figures of a site: a place in the source where an activation can leave the stack. */
export const enum SiteFigure {
  Suspended,
  Resumed,
  /** Time of the waits that have ended. */
  Waiting,
  /** Sum of the moments at which the waits in progress began. */
  Starts,
  /** The longest wait that ended since the last mark (see windows). */
  Longest,
  /** 1 + the row of its histogram, or 0. */
  HistogramRow,
}
export const SITE_SHIFT = 3;

let capacity = 256;
export let siteCount = 0;
export let siteFigures = new Float64Array(capacity << SITE_SHIFT);

/** Makes room for the sites of a file and gives the id of the first. */
export function reserveSites(count: number): number {
  const first = siteCount;
  siteCount += count;
  if (siteCount > capacity) {
    while (siteCount > capacity) capacity *= 2;
    siteFigures = enlargedFloats(siteFigures, capacity << SITE_SHIFT);
  }
  return first;
}

export function beginWait(site: number, moment: number): void {
  const offset = site << SITE_SHIFT;
  siteFigures[offset + SiteFigure.Suspended]++;
  siteFigures[offset + SiteFigure.Starts] += moment;
}

export function endWait(site: number, start: number, moment: number): void {
  const offset = site << SITE_SHIFT;
  const wait = moment - start;
  siteFigures[offset + SiteFigure.Waiting] += wait;
  siteFigures[offset + SiteFigure.Starts] -= start;
  if (++siteFigures[offset + SiteFigure.Resumed] === siteFigures[offset + SiteFigure.Suspended]) {
    // Nobody waits: what rounding has left of the sum must not grow.
    siteFigures[offset + SiteFigure.Starts] = 0;
  }
  if (wait > siteFigures[offset + SiteFigure.Longest]) {
    siteFigures[offset + SiteFigure.Longest] = wait;
  }
  let row = siteFigures[offset + SiteFigure.HistogramRow];
  if (row === 0) {
    row = emptyHistogramRow() + 1;
    siteFigures[offset + SiteFigure.HistogramRow] = row;
  }
  addToHistogram(row - 1, wait);
}

/** Takes back a suspension that turned out to be none: the delegated iterator was done. */
export function cancelWait(site: number, start: number): void {
  const offset = site << SITE_SHIFT;
  siteFigures[offset + SiteFigure.Suspended]--;
  siteFigures[offset + SiteFigure.Starts] -= start;
}
