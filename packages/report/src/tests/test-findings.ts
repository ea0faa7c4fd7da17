import {
  activities,
  findings,
  type Finding,
  type FindingWording,
  type Profile,
} from '@coroscope/profile';
import { displayPath } from '../terminal/display-path.js';
import { paragraph, unbroken } from '../terminal/paragraph.js';
import { lineDigits, sourceLines } from '../terminal/source-lines.js';
import type { Theme } from '../terminal/theme.js';
import { duration } from '../terminal/units.js';

/** Findings that are shown at most: of what took time, and as many of what has not settled. */
const MOST = 2;
/**
 * Milliseconds: a first call of anything takes some, and that is not worth a line. The limit is that
 * of the W3C's Long Tasks API.
 */
const LONG_TASK = 50;
/** Lines of source that a finding shows at most. */
const MOST_SOURCES = 4;

/**
 * Renders what a test's figures suggest: awaits that could overlap, what blocked, what has not settled.
 *
 * @param reported what has been found in other tests, and is not repeated; what is found here is added
 */
export function renderTestFindings(
  profile: Profile,
  reported: Set<string>,
  directory: string | undefined,
  theme: Theme,
): string[] {
  const wording = {
    time: (milliseconds: number) => theme.styles.strong(unbroken(duration(milliseconds, theme))),
    location: (path: string, line: number) => `${displayPath(path, directory)}:${line}`,
  };
  const all = testFindings(profile, wording);
  const hanging = all.filter(({ kind }) => kind === 'unsettled-await');
  const costly = all.filter((finding) => !hanging.includes(finding));
  const isNew = (finding: Finding) => {
    const key = keyOf(finding, profile);
    return !reported.has(key) && reported.add(key);
  };
  const shown = [...costly.slice(0, MOST), ...hanging.slice(0, MOST)].filter(isNew);
  return shown.flatMap((finding) => [
    ...paragraph(`  ${theme.symbols.bullet} `, finding.text, theme),
    ...sources(finding, profile, theme),
  ]);
}

/** What a finding has in common with the same one in profiles of other tests. */
function keyOf({ kind, function: owner, sites }: Finding, profile: Profile): string {
  const { name, file, line } = profile.functions[owner];
  const positions = sites.map((site) => [profile.sites[site].line, profile.sites[site].column]);
  return JSON.stringify([kind, profile.files[file].path, name, line, positions]);
}

/** The findings that are the test's own: what hung before it began is not, nor who waits for that. */
function testFindings(profile: Profile, wording: FindingWording) {
  const activity = activities(profile);
  return findings(profile, { wording }).filter((finding) => {
    if (finding.kind === 'blocked-event-loop') {
      return finding.longest !== undefined && finding.longest.duration >= LONG_TASK;
    }
    return finding.kind !== 'unsettled-await' || activity[finding.function].unsettled > 0;
  });
}

function sources({ function: owner, sites }: Finding, profile: Profile, theme: Theme): string[] {
  const { lines } = profile.files[profile.functions[owner].file];
  const shown = [...new Set(sites.map((site) => profile.sites[site].line))]
    .slice(0, MOST_SOURCES)
    .map((line) => ({ line, source: lines?.[line]?.trim() }));
  return sourceLines(shown, { indent: 6, digits: lineDigits(shown) }, theme);
}
