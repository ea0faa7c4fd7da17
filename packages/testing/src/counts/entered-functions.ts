import type { Profile } from '@coroscope/runtime';

/**
 * Drops the counts of functions that were not entered in a profile's window: while a test measures a
 * callback, the test itself is suspended, and so may be functions that entered before.
 */
export function onlyEnteredFunctions(profile: Profile): Profile {
  const threads = profile.threads.map((thread) => {
    const { contexts } = thread;
    const entered = new Set(contexts.function.filter((_, row) => contexts.calls[row] > 0));
    const ofEntered = (site: number) => entered.has(profile.sites[site].function);
    const { sites, sequences } = thread;
    return {
      ...thread,
      contexts: {
        ...contexts,
        suspensions: contexts.suspensions.map((count, row) =>
          contexts.calls[row] > 0 ? count : 0,
        ),
      },
      sites: {
        ...sites,
        suspended: sites.suspended.map((count, i) => (ofEntered(sites.site[i]) ? count : 0)),
      },
      sequences: {
        ...sequences,
        count: sequences.count.map((count, i) => (ofEntered(sequences.after[i]) ? count : 0)),
      },
    };
  });
  return { ...profile, threads };
}
