import { distance } from 'fastest-levenshtein';
import { allowedIn } from '../document/allowance.js';
import type { Profile } from '../document/profile.js';
import { FINDING_IDS } from './findings.js';
import { plainWording, type FindingWording } from './wording.js';

/** A mistyped identifier differs in at most this share of its letters. */
const MISTYPED = 0.4;

/**
 * What hints in the source (`coroscope allow …`) name and no kind of finding is called, in a sentence for
 * each line.
 */
export function unknownAllowances(
  { files }: Profile,
  { location }: Pick<FindingWording, 'location'> = plainWording,
): string[] {
  const known: ReadonlySet<string> = new Set(FINDING_IDS);
  return files.flatMap(({ path, lines = {} }) =>
    Object.entries(lines).flatMap(([line, text]) => {
      const unknown = allowedIn(text).filter((name) => !known.has(name));
      if (unknown.length === 0) return [];
      const names = unknown.map((name) => `"${name}"`).join(', ');
      return [
        `${location(path, Number(line))} allows ${names}, which is no kind of finding` +
          didYouMean(unknown[0]),
      ];
    }),
  );
}

function didYouMean(name: string): string {
  const [nearest] = FINDING_IDS.map((id) => ({ id, distance: distance(name, id) })).sort(
    (a, b) => a.distance - b.distance,
  );
  return nearest.distance <= MISTYPED * Math.max(name.length, nearest.id.length)
    ? `: did you mean ${nearest.id}?`
    : `; known are ${FINDING_IDS.join(', ')}, and a reason follows after a colon.`;
}
