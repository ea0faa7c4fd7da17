import type { FindingId, FunctionRow, Profile, TagRow, Totals } from '@coroscope/profile';
import { displayPath } from '../terminal/display-path.js';
import type { Theme } from '../terminal/theme.js';
import type { Limits } from './limits.js';
import type { SortKey } from './sort-key.js';

/** What every section of a profile's report is made from. */
export interface ReportContext {
  profile: Profile;
  totals: Totals;
  functions: FunctionRow[];
  /** As measured, by index in the profile's `functions`, where those above are compensated. */
  rawFunctions: ReadonlyMap<number, FunctionRow> | undefined;
  /** What ran under each tag. */
  tags: TagRow[];
  /** The tag that the report is limited to. */
  tag: string | undefined;
  theme: Theme;
  /** Paths are shown relative to it. */
  directory: string | undefined;
  sort: SortKey;
  limits: Limits;
  isFull: boolean;
  ignoreFindings: readonly FindingId[];
  /** Milliseconds: branches and awaits with less are hidden. */
  minTime: number | undefined;
  minCalls: number | undefined;
  /** Functions below a threshold, by index in the profile's `functions`. */
  leftOut: ReadonlySet<number>;
}

/** `src/server.ts`. */
export function shownPath(path: string, { directory, profile }: ReportContext): string {
  return displayPath(path, directory ?? profile.program?.directory);
}

/** `src/server.ts:12`. */
export function location(
  { file, line }: { file: string; line: number },
  context: ReportContext,
): string {
  return `${shownPath(file, context)}:${line}`;
}
