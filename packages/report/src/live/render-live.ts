import { joinSections, reportHeading } from '../terminal/section.js';
import { renderVerdict } from '../profile/verdict.js';
import { reportContext } from '../profile/render-text.js';
import { partsBar, threadParts } from '../profile/time-bar.js';
import { shownPath, type ReportContext } from '../profile/report-context.js';
import { duration } from '../terminal/units.js';
import { renderHanging } from './hanging.js';
import { renderLatestFunctions } from './latest-functions.js';
import type { LiveOptions, LiveReading } from './live-reading.js';
import { threadLines } from './thread-lines.js';

/** Rows of functions where nobody says how many lines there are. */
const DEFAULT_ROWS = 15;

/** Lines of the table that are no functions. */
const TABLE_HEAD = 4;

/**
 * Renders a look at a program that runs: what its threads do, whose time it was since the look before, what hangs, and the
 * functions that ran, since then and in all.
 */
export function renderLive(reading: LiveReading, options: LiveOptions): string {
  const all = reportContext(reading.profile, options);
  const latest = reading.latest && reportContext(reading.latest, options);
  const { theme } = all;
  const head = [
    [heading(all, options)],
    [...(latest ? [bar(latest)] : []), ...threadLines(reading.threads, all)],
    renderVerdict(latest ?? all),
    renderHanging(reading.whole === undefined ? all : reportContext(reading.whole, options)),
  ];
  const foot = options.keys === undefined ? [] : [theme.styles.faint(`  ${options.keys}`)];
  const used = [...head, foot].reduce((sum, lines) => sum + lines.length + 1, 0);
  const rows =
    options.height === undefined ? DEFAULT_ROWS : Math.max(1, options.height - used - TABLE_HEAD);
  return joinSections([...head, renderLatestFunctions(all, latest, rows), foot]);
}

function heading(context: ReportContext, { about }: LiveOptions): string {
  const { profile, theme } = context;
  const [script = '', ...rest] = profile.program?.arguments ?? [];
  const command = ['coroscope top', shownPath(script, context), ...rest].join(' ').trimEnd();
  const recorded = `${duration(profile.elapsed, theme)} recorded`;
  return reportHeading(command, `${about} ${theme.symbols.separator} ${recorded}`, theme);
}

function bar({ totals, theme }: ReportContext): string {
  const whole = totals.onStack + totals.offStack;
  return `  ${partsBar(threadParts(totals), whole, whole, theme.width - 2, theme)}`;
}
