import type { Profile } from '../format/document.js';
import { knownFunctions } from '../snapshot/names.js';

const NOTE =
  'No instrumented code has been loaded: start the program with "coroscope run" or "node --import coroscope/register", or build it with a plugin of Coroscope.';

interface Host {
  console?: { warn(message: string): void };
}

let hasWarned = false;

/** Adds a note to a profile that is empty because nothing is instrumented, and warns once. */
export function checkInstrumented(profile: Profile): void {
  if (profile.functions.length > 0 || knownFunctions().length > 0) return;
  profile.notes.push(NOTE);
  if (hasWarned) return;
  hasWarned = true;
  (globalThis as Host).console?.warn(`coroscope: ${NOTE}`);
}
