import type { Profile } from '@coroscope/runtime';
import { figures } from './figures.js';

export interface ReportOptions {
  /** Milliseconds from one report to the next; a second unless given. */
  every?: number;
}

/**
 * Gives the figures to somebody again and again: whenever functions have been called, suspended or
 * resumed, and when the page is hidden or left, which may be the last that it is heard of.
 *
 * @returns what ends it
 */
export function report(give: (profile: Profile) => void, options: ReportOptions = {}): () => void {
  let given = -1;
  const giveIfNew = () => {
    const profile = figures();
    const events = eventsIn(profile);
    if (events === given) return;
    given = events;
    give(profile);
  };
  const giveIfHidden = () => {
    if (document.visibilityState === 'hidden') give(figures());
  };
  const timer = setInterval(giveIfNew, options.every ?? 1000);
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
