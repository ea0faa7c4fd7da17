import { lastEvent } from '../clock/registers.js';
import { rowOfSequence, sequences } from '../tables/sequences.js';
import { NO_SITE_ROW, siteStats } from '../tables/site-stats.js';
import type { History } from './history.js';

/**
 * What an activation could have saved at most by overlapping its awaits: their sum less the time that
 * they would take at least. That is as long as the longest of them and, since a thread does one thing at
 * a time, as long as the work of the coroutines that they waited for. Each await is credited with what
 * it adds to the difference:
 *
 *     +---- a: 5 ----++- b: 3 -++------ c: 7 ------+
 *
 *     after   sum   least   saving   credited to the sequence
 *       a       5       5        0   (none before it)
 *       b       8       5        3   a -> b: 3
 *       c      15       7        8   b -> c: 5
 */

/** Records an await that ends now as the successor of the activation's previous one. */
export function recordAwait(history: History, siteRow: number): void {
  const { previousSiteRow, leastTime } = history;
  let row = 0;
  if (previousSiteRow !== NO_SITE_ROW) {
    // One await nearly always follows the same other one.
    row = siteStats.latestSequence[siteRow];
    if (sequences.before[row] !== previousSiteRow) row = rowOfSequence(previousSiteRow, siteRow);
  }
  const wait = lastEvent[0] - history.since;
  const work = history.workMeanwhile;
  let least = leastTime;
  if (work > 0) {
    const waitWork = history.waitWork + (work < wait ? work : wait);
    history.waitWork = waitWork;
    if (waitWork > least) least = waitWork;
  }
  if (wait > least) least = wait;
  if (least > leastTime) history.leastTime = least;
  history.previousSiteRow = siteRow;
  if (previousSiteRow === NO_SITE_ROW) return;
  const { times, saving } = sequences;
  times[row]++;
  saving[row] += wait - (least - leastTime);
}
