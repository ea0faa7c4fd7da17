import { activities, findings, type Finding, type Profile } from '@coroscope/profile';
import { displayPath } from '../text/location.js';
import { paragraph, unbroken } from '../text/paragraph.js';
import { lineDigits, sourceLines } from '../text/source-lines.js';
import type { Theme } from '../text/theme.js';
import { duration } from '../text/units.js';

/** Findings of each sort that are shown at most: of what took time, and of what has not settled. */
const MOST = 2;
/**
 * Milliseconds: a first call of anything takes some, and that is not worth a line. The limit is that
 * of the W3C's Long Tasks API.
 */
const LONG_TASK = 50;
/** Lines of source that a finding shows at most. */
const MOST_SOURCES = 4;

/**
 * What a test's figures suggest: awaits that could overlap, what blocked, what has not settled.
 *
 * @param told what has been found in other tests, and is not repeated; what is found here is added
 */
export function renderTestFindings(
  profile: Profile,
  told: Set<string>,
  directory: string,
  theme: Theme,
): string[] {
  const wording = {
    time: (milliseconds: number) => theme.styles.strong(unbroken(duration(milliseconds, theme))),
    place: (path: string, line: number) => `${displayPath(path, directory)}:${line}`,
  };
  const all = testFindings(profile, wording);
  const hanging = all.filter(({ kind }) => kind === 'unsettledAwait');
  const costly = all.filter((finding) => !hanging.includes(finding));
  const isNew = (finding: Finding) => {
    const key = keyOf(finding, profile);
    return !told.has(key) && told.add(key);
  };
  const shown = [...costly.slice(0, MOST), ...hanging.slice(0, MOST)].filter(isNew);
  return shown.flatMap((finding) => [
    ...paragraph(`  ${theme.symbols.bullet} `, finding.text, theme),
    ...sources(finding, profile, theme),
  ]);
}

/** The same for the same finding in profiles of several tests. */
function keyOf({ kind, function: owner, sites }: Finding, profile: Profile): string {
  const { name, file, line } = profile.functions[owner];
  const places = sites.map((site) => [profile.sites[site].line, profile.sites[site].column]);
  return JSON.stringify([kind, profile.files[file].path, name, line, places]);
}

/** The findings that are the test's own: what hung before it began is not, nor who waits for that. */
function testFindings(profile: Profile, wording: Parameters<typeof findings>[1]) {
  const activity = activities(profile);
  return findings(profile, wording).filter((finding) => {
    if (finding.kind === 'blockedEventLoop') return finding.cost >= LONG_TASK;
    if (finding.kind !== 'unsettledAwait') return true;
    return finding.innermost && activity[finding.function].unsettled > 0;
  });
}

function sources({ function: owner, sites }: Finding, profile: Profile, theme: Theme): string[] {
  const { lines } = profile.files[profile.functions[owner].file];
  const shown = [...new Set(sites.map((site) => profile.sites[site].line))]
    .slice(0, MOST_SOURCES)
    .map((line) => ({ line, source: lines?.[line]?.trim() }));
  return sourceLines(shown, { indent: 6, digits: lineDigits(shown) }, theme);
}
