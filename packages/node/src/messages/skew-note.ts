import type { Profile } from '@coroscope/runtime/contract';

/** Milliseconds that figures may be off before a profile says so. */
const TOLERANCE = 0.01;

/** Has a profile say how long its thread ran while it was read, in milliseconds. */
export function addSkewNote({ notes }: Pick<Profile, 'notes'>, skew: number): void {
  if (skew <= TOLERANCE) return;
  notes.push(
    `The thread ran while its figures were read: what happened in the last ${skew.toFixed(2)} ms may be counted in part.`,
  );
}
