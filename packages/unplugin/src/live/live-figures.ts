import {
  ACTIVATION_FIGURES,
  addSourceLines,
  figureNames,
  findings,
  functionTable,
  mergeProfiles,
  SITE_FIGURES,
  siteTable,
  verdict,
  type Figure,
  type FigureSubject,
  type FunctionRow,
  type Profile,
  type SiteRow,
} from '@coroscope/profile';
import type { LiveColumn, LiveFigures, LiveFinding } from './live-protocol.js';
import { senderOf } from './sender.js';

/** @returns undefined for what can't or must not be read */
export type ReadSource = (path: string) => string | undefined;

/** Findings that the page shows at most. */
const MOST_FINDINGS = 7;

/**
 * Merges profiles and adds the lines of source.
 *
 * @returns undefined where there are none
 */
export function mergedProfile(
  profiles: readonly Profile[],
  readSource: ReadSource,
): Profile | undefined {
  if (profiles.length === 0) return undefined;
  const merged = mergeProfiles(profiles);
  addSourceLines(merged, readSource);
  return merged;
}

/** What the page shows of profiles. */
export function liveFigures(
  profiles: readonly Profile[],
  readSource: ReadSource,
  abilities: Pick<LiveFigures, 'canReset' | 'canOpen'>,
): LiveFigures {
  const merged = mergedProfile(profiles, readSource);
  const functionRows = merged ? functionTable(merged) : [];
  const siteRows = merged ? siteTable(merged) : [];
  return {
    ...abilities,
    senders: [...new Set(profiles.map(senderOf))],
    elapsed: merged?.elapsed ?? 0,
    clock: merged?.clock,
    verdict: merged ? verdict(merged).text : '',
    findings: merged ? liveFindings(merged) : [],
    columns: {
      functions: columns<FunctionRow>(ACTIVATION_FIGURES, 'function', functionRows),
      sites: columns<SiteRow>(SITE_FIGURES, 'site', siteRows),
    },
    functions: functionRows,
    sites: siteRows,
    notes: merged?.notes ?? [],
  };
}

function liveFindings(profile: Profile): LiveFinding[] {
  const { files, functions, sites } = profile;
  return findings(profile, { isRunning: true })
    .slice(0, MOST_FINDINGS)
    .map(({ kind, text, function: owner, sites: [site] }) => {
      const { file, line, column } = functions[owner]!;
      const place = site === undefined ? { line, column } : sites[site]!;
      return { kind, text, file: files[file]!.path, line: place.line, column: place.column };
    });
}

/** The columns of a table, without those of figures that none of its rows has. */
function columns<Row>(
  figures: Record<string, Figure>,
  subject: FigureSubject,
  rows: readonly Row[],
): LiveColumn<Row>[] {
  return figureNames(figures, subject).flatMap((figure) => {
    const { unit, display, heading, help } = figures[figure]!;
    if (unit === 'histogram' || display === 'onRequest') return [];
    const isKnown = rows.some((row) => row[figure as keyof Row] !== undefined);
    if (rows.length > 0 && !isKnown) return [];
    return [{ figure: figure as keyof Row, heading, help, isTime: unit === 'time' }];
  });
}
