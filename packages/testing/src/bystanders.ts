import type { Profile } from '@coroscope/runtime';

/**
 * The profile with the counts of those alone who entered in its window. The test that measures a
 * callback is suspended while it does, and so may others be that were there before.
 */
export function withoutBystanders(profile: Profile): Profile {
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
