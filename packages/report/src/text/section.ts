import type { FunctionRow, Profile, TagRow, Totals } from '@coroscope/profile';
import type { SortKey } from '../sort-key.js';
import stringWidth from 'string-width';
import { displayPath } from './location.js';
import type { Theme } from './theme.js';

/** What every section of the report is made from. */
export interface ReportContext {
  profile: Profile;
  totals: Totals;
  functions: FunctionRow[];
  /** As measured, by index in the profile's `functions`, where those above are compensated. */
  rawFunctions: ReadonlyMap<number, FunctionRow> | undefined;
  /** What ran under each tag. */
  tags: TagRow[];
  /** The one that is shown. */
  tag: string | undefined;
  theme: Theme;
  /** Paths are shown relative to it. */
  directory: string | undefined;
  sort: SortKey;
  /** Rows that a section shows at most. */
  limit: number;
  /** Milliseconds: branches and awaits with less are hidden. */
  minTime: number | undefined;
  minCalls: number | undefined;
  /** Functions below a threshold, by index in the profile's `functions`. */
  leftOut: ReadonlySet<number>;
}

/** Of a section that is not shown. */
export const noSection: Section = { lines: [], notes: [], hidden: 0 };

export interface Section {
  /** Empty where the profile has nothing to show. */
  lines: string[];
  /** What a reader must know of this section, for the foot of the report. */
  notes: string[];
  /** How many rows of it were hidden. */
  hidden: number;
}

/** A heading with a rule across the page and, at its end, what the section shows. */
export function heading(title: string, explanation: string, theme: Theme): string {
  const { width, symbols, styles } = theme;
  const end = explanation === '' ? '' : ` ${explanation}`;
  const rule = symbols.rule.repeat(Math.max(1, width - stringWidth(title + end) - 1));
  return `${styles.heading(title)} ${styles.faint(rule + end)}`;
}

/** `src/server.ts`. */
export function shownPath(path: string, { directory, profile }: ReportContext): string {
  return displayPath(path, directory ?? profile.program?.directory);
}

/** `src/server.ts:12`. */
export function place(
  { file, line }: { file: string; line: number },
  context: ReportContext,
): string {
  return `${shownPath(file, context)}:${line}`;
}
