import { activities, causesOf, type Activity, type BudgetCause } from '@coroscope/profile/activity';
import type { Profile } from '@coroscope/runtime';
import { place } from './place.js';
import type { FoundFunction } from './subject.js';

export type Figure = keyof Activity;

/** One figure of some functions in a window. */
export interface Count {
  count: number;
  /** Where it comes from, a line each, the largest share first. */
  causes: string[];
}

/** @param of the functions that count; all of them unless given */
export function countOf(figure: Figure, profile: Profile, of?: FoundFunction): Count {
  const rows = activities(profile);
  const all = of ? of.indicesIn(profile) : rows.map((_, index) => index);
  const functions = all.filter((index) => rows[index][figure] > 0);
  const count = functions.reduce((sum, index) => sum + rows[index][figure], 0);
  const causes = causesOf(figure, { functions }, profile);
  const lines = causes
    .slice(0, MOST_CAUSES)
    // Some of those that hang at a site may have been there before.
    .map((cause) => describeCause({ ...cause, count: Math.min(cause.count, count) }, profile));
  if (causes.length > MOST_CAUSES) lines.push(`… and ${causes.length - MOST_CAUSES} more`);
  return { count, causes: lines };
}

const MOST_CAUSES = 5;

function describeCause({ count, caller = -1, site }: BudgetCause, profile: Profile): string {
  if (site !== undefined) return `${count} at ${siteText(profile, site)}`;
  return caller < 0
    ? `${count} by code that is not instrumented, or the event loop`
    : `${count} by ${functionText(profile, caller)}`;
}

function functionText({ functions, files }: Profile, index: number): string {
  const { name, file, line } = functions[index];
  return `${name} (${place({ file: files[file].path, line })})`;
}

function siteText(profile: Profile, index: number): string {
  const { function: owner, line, column } = profile.sites[index];
  const { name, file } = profile.functions[owner];
  return `${place({ file: profile.files[file].path, line })}:${column} in ${name}`;
}
