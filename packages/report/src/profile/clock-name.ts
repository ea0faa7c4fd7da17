import type { Profile } from '@coroscope/profile';

/** What a report calls the clock that its figures were read from. */
export function clockName({ kind }: Profile['clock']): string {
  return { wall: 'wall clock', cpu: 'CPU clock', custom: 'custom clock' }[kind];
}
