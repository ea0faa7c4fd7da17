import { causesOf, type BudgetCause } from '@coroscope/profile/budget';
import { activities, type Activity } from '@coroscope/profile/tables';
import type { Profile } from '@coroscope/runtime';
import { sourceLocation } from './source-location.js';
import type { FoundFunction } from './subject.js';

export type Figure = keyof Activity;

/** One figure of some functions in a window. */
export interface Count {
  count: number;
  /** What the count is made of, a line each, the largest share first. */
  causes: string[];
}

/**
 * Counts what some functions did in a window.
 *
 * @param of the functions; all of them by default
 */
export function countOf(figure: Figure, profile: Profile, of?: FoundFunction): Count {
  const rows = activities(profile);
  const all = of ? of.indicesIn(profile) : rows.map((_, index) => index);
  const functions = all.filter((index) => rows[index][figure] > 0);
  const count = functions.reduce((sum, index) => sum + rows[index][figure], 0);
  const causes = causesOf(figure, { functions }, profile);
  const lines = causes.slice(0, MOST_CAUSES).map((cause) => describeCause(cause, profile));
  if (causes.length > MOST_CAUSES) lines.push(`… and ${causes.length - MOST_CAUSES} more`);
  return { count, causes: lines };
}

const MOST_CAUSES = 5;

function describeCause({ count, caller = -1, site }: BudgetCause, profile: Profile): string {
  if (site !== undefined) return `${count} at ${siteText(profile, site)}`;
  return caller < 0
    ? `${count} by code that is not instrumented, or by the event loop`
    : `${count} by ${functionText(profile, caller)}`;
}

function functionText({ functions, files }: Profile, index: number): string {
  const { name, file, line } = functions[index];
  return `${name} (${sourceLocation({ file: files[file].path, line })})`;
}

function siteText(profile: Profile, index: number): string {
  const { function: owner, line, column } = profile.sites[index];
  const { name, file } = profile.functions[owner];
  return `${sourceLocation({ file: profile.files[file].path, line })}:${column} in ${name}`;
}
