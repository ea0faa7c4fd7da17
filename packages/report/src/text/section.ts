import type { Profile } from '@coroscope/profile';
import type { SortKey } from '../sort-key.js';
import { displayPath } from './location.js';
import type { Theme } from './theme.js';

/** What every section of the report is made from. */
export interface ReportContext {
  profile: Profile;
  theme: Theme;
  /** Paths are shown relative to it. */
  directory: string | undefined;
  sort: SortKey;
  /** Rows that a section shows at most. */
  limit: number;
  /** Milliseconds: rows with less are hidden. */
  min: number;
}

export interface Section {
  /** Empty where the profile has nothing to show. */
  lines: string[];
  /** What a reader must know of this section, for the foot of the report. */
  notes: string[];
  /** How many rows of it were hidden. */
  hidden: number;
}

/** A section's heading, with what it shows behind it. */
export function heading(title: string, explanation: string, { styles }: Theme): string {
  return `${styles.heading(title)}  ${styles.faint(explanation)}`;
}

/** `src/server.ts:12`. */
export function functionPlace(
  { file, line }: { file: string; line: number },
  { directory, profile }: ReportContext,
): string {
  return `${displayPath(file, directory ?? profile.program?.directory)}:${line}`;
}

/** `src/server.ts:12:20`. */
export function sitePlace(
  site: { file: string; line: number; column: number },
  context: ReportContext,
): string {
  return `${functionPlace(site, context)}:${site.column}`;
}
