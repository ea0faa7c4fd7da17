import type { BudgetCause, BudgetExcess, BudgetFigure, Profile } from '@coroscope/profile';
import { displayPath } from '../terminal/display-path.js';
import { quantity } from '../terminal/units.js';

/** What a budget's figures are called, for one and for several. */
const NOUNS: Record<BudgetFigure, [string, string]> = {
  calls: ['call', 'calls'],
  suspensions: ['suspension', 'suspensions'],
  sequentialAwaits: ['sequential await', 'sequential awaits'],
  unsettled: ['activation unsettled', 'activations unsettled'],
};

/** `12 suspensions, 3 allowed`. */
export function excessText({ figure, allowed, actual }: BudgetExcess): string {
  return `${quantity(actual, ...NOUNS[figure])}, ${allowed} allowed`;
}

/** Where a part of a figure comes from. */
export interface CauseText {
  count: number;
  /** `await prices.load(item)` where the source is known. */
  what: string;
  /** `src/cart.ts:12`; undefined for the event loop. */
  location: string | undefined;
}

export function causeText(
  { count, caller, site }: BudgetCause,
  profile: Profile,
  directory: string | undefined,
): CauseText {
  if (site === undefined) {
    if (caller === undefined || caller < 0) {
      return { count, what: 'called by the event loop', location: undefined };
    }
    const { name } = profile.functions[caller];
    return {
      count,
      what: `called by ${name}`,
      location: functionLocation(profile, caller, directory),
    };
  }
  const { function: owner, kind, line, inLoop } = profile.sites[site];
  const { path, lines } = profile.files[profile.functions[owner].file];
  const source = lines?.[line]?.trim() ?? kind;
  return {
    count,
    what: inLoop ? `${source}  (in a loop)` : source,
    location: `${displayPath(path, directory)}:${line}`,
  };
}

/** `7  await prices.load(item)  src/cart.ts:12`. */
export function causeLine(
  cause: BudgetCause,
  profile: Profile,
  directory: string | undefined,
): string {
  const { count, what, location } = causeText(cause, profile, directory);
  return [count, what, ...(location === undefined ? [] : [location])].join('  ');
}

/** `src/cart.ts:10`. */
export function functionLocation(
  profile: Profile,
  index: number,
  directory: string | undefined,
): string {
  const { file, line } = profile.functions[index];
  return `${displayPath(profile.files[file].path, directory)}:${line}`;
}
