import { ProfileError } from '../document/profile-error.js';
import type { RunFigures } from './run-figures.js';

/** Something about how the runs were taken that is not the same on both sides, or within one. */
export interface Caveat {
  what:
    | 'clock'
    | 'platform'
    | 'command'
    | 'idle time'
    | 'leaves'
    | 'folded contexts'
    | 'number of runs in a profile';
  /** What the runs of a side have, each once. */
  base: string[];
  head: string[];
}

/** What differs, as the beginning of a sentence: `The platform differs`, `The leaves differ`. */
export function caveatSubject({ what }: Caveat): string {
  return `The ${what} ${what.endsWith('s') ? 'differ' : 'differs'}`;
}

/**
 * Checks that runs can be compared at all.
 *
 * @throws ProfileError when a side has no run, or the kinds of their clocks differ.
 */
export function requireComparable(base: readonly RunFigures[], head: readonly RunFigures[]): void {
  for (const [side, runs] of Object.entries({ base, head })) {
    if (runs.length > 0) continue;
    throw new ProfileError('compare', `there is no profile of the ${side}; name at least one`);
  }
  const kinds = [...new Set([...base, ...head].map(({ clock }) => clock.kind))];
  if (kinds.length === 1) return;
  throw new ProfileError(
    'compare',
    `times of a ${kinds[0]} clock and of a ${kinds[1]} clock do not compare; take all profiles with one --clock`,
  );
}

/** What differs in how the runs were taken, and may explain differences in their figures. */
export function findCaveats(base: readonly RunFigures[], head: readonly RunFigures[]): Caveat[] {
  return CHECKS.flatMap(([what, describe]) => {
    const sides = { base: distinct(base, describe), head: distinct(head, describe) };
    const isSame = sides.base.length === 1 && sides.base.join() === sides.head.join();
    return isSame ? [] : [{ what, ...sides }];
  });
}

const CHECKS: [Caveat['what'], (run: RunFigures) => string][] = [
  ['clock', ({ clock }) => clock.source],
  ['platform', ({ program }) => program?.platform ?? 'unknown'],
  ['command', ({ program }) => program?.arguments.join(' ') ?? 'unknown'],
  ['idle time', ({ times }) => (times.idle === undefined ? 'unknown' : 'known')],
  ['leaves', ({ functions }) => (functions.some(({ counted }) => counted) ? 'counted' : 'none')],
  ['number of runs in a profile', ({ addedRuns }) => String(addedRuns)],
  ['folded contexts', ({ foldedContexts }) => (foldedContexts > 0 ? 'some' : 'none')],
];

function distinct(runs: readonly RunFigures[], describe: (run: RunFigures) => string): string[] {
  return [...new Set(runs.map(describe))].sort();
}
