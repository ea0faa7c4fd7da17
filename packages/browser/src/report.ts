import type { Profile } from '@coroscope/runtime';
import { figures } from './figures.js';

export interface ReportOptions {
  /** Milliseconds from one report to the next; a second unless given. */
  every?: number;
  /** Takes the figures; those of this page or worker unless given. */
  take?: () => Profile;
}

/**
 * Gives the figures to somebody again and again: whenever functions have been called, suspended or
 * resumed, and when the page is hidden or left, which may be the last that it is heard of.
 *
 * @returns what ends it
 */
export function report(give: (profile: Profile) => void, options: ReportOptions = {}): () => void {
  const { every = 1000, take = figures } = options;
  let given = -1;
  const giveIfNew = () => {
    const profile = take();
    const events = eventsIn(profile);
    if (events === given) return;
    given = events;
    give(profile);
  };
  const giveIfHidden = () => {
    if (document.visibilityState === 'hidden') give(take());
  };
  const timer = setInterval(giveIfNew, every);
  const isPage = typeof document !== 'undefined';
  if (isPage) document.addEventListener('visibilitychange', giveIfHidden);
  return () => {
    clearInterval(timer);
    if (isPage) document.removeEventListener('visibilitychange', giveIfHidden);
  };
}

/** Grows with each event, and with nothing else: times grow while nothing happens, too. */
function eventsIn({ threads }: Profile): number {
  let events = 0;
  for (const { contexts, sites } of threads) {
    for (const column of [contexts.calls, contexts.suspensions, sites.resumed]) {
      for (const count of column) events += count;
    }
  }
  return events;
}
