import { activities, totals, type TestFigures, type Totals } from '@coroscope/profile';
import stringWidth from 'string-width';
import { printableProfile } from '../profile/printable-profile.js';
import { displayPath } from '../terminal/display-path.js';
import { label } from '../terminal/label.js';
import { paragraph } from '../terminal/paragraph.js';
import { printable } from '../terminal/printable.js';
import { heading, hiddenRows } from '../terminal/section.js';
import { shorten } from '../terminal/shorten.js';
import type { TextOptions } from '../terminal/text-options.js';
import { createTheme, type Theme } from '../terminal/theme.js';
import { duration, quantity } from '../terminal/units.js';
import { renderTestAwaits } from './test-awaits.js';
import { renderTestFindings } from './test-findings.js';

/** What the report of a run of tests shows. */
export interface TestRunReportOptions extends TextOptions {
  /**
   * Tests that are shown at most, the slowest; 5 unless given. As many more are shown if they have left
   * something unsettled.
   */
  limit?: number;
}

/** Columns that the rule keeps in the heading. */
const SHORTEST_RULE = 5;

/** A test with its sums. */
interface Row extends TestFigures {
  totals: Totals;
}

/**
 * Renders what a person wants to know of a run of tests: the slowest ones, where each of them waited, which
 * of its awaits could overlap, and what it has left unsettled. Empty where no test ran.
 */
export function renderTests(
  figures: readonly TestFigures[],
  options: TestRunReportOptions = {},
): string {
  const theme = createTheme(options);
  const tests: Row[] = figures
    .filter(({ titles }) => titles.length > 0)
    .map((test) => ({ ...test, profile: printableProfile(test.profile) }))
    .map((test) => ({ ...test, totals: totals(test.profile) }))
    .sort((a, b) => busy(b) - busy(a));
  if (tests.length === 0) return '';
  const { limit = 5 } = options;
  const unsettled = tests.slice(limit).filter(leavesUnsettled);
  const shown = [...tests.slice(0, limit), ...unsettled.slice(0, limit)];
  const reported = new Set<string>();
  const blocks = shown.map((test) => renderTest(test, reported, options.directory, theme));
  const rest = tests.filter((test) => !shown.includes(test));
  if (rest.length > 0) {
    const time = rest.reduce((sum, row) => sum + busy(row), 0);
    blocks.push(hiddenRows(rest.length, 'test', theme, `, ${duration(time, theme)} together`));
  }
  const lines = [title(tests, theme), ...blocks.flatMap((block) => ['', ...block])];
  return `${lines.join('\n')}\n`;
}

/** The time that the test itself took: the runner's own work, such as loading modules, is not in it. */
function busy(row: Row): number {
  return row.totals.onStack + waiting(row);
}

function leavesUnsettled({ profile }: Row): boolean {
  return activities(profile).some(({ unsettled }) => unsettled > 0);
}

/** Time awaiting, without that in which something ran: waits overlap each other and what runs. */
function waiting({ totals: { awaiting, offStack } }: Row): number {
  return Math.min(awaiting, offStack);
}

function title(tests: readonly Row[], theme: Theme): string {
  const files = new Set(tests.map(({ file }) => file)).size;
  const sum = (figure: 'calls' | 'suspensions') =>
    tests.reduce((total, row) => total + row.totals[figure], 0);
  const counts = [
    `${quantity(tests.length, 'test')} in ${quantity(files, 'file')}`,
    quantity(sum('calls'), 'call'),
    quantity(sum('suspensions'), 'suspension'),
  ];
  const text = counts.join(` ${theme.symbols.separator} `);
  const room = theme.width - 'Coroscope'.length - SHORTEST_RULE;
  return heading('Coroscope', shorten(text, room, 'end', theme.symbols.ellipsis), theme);
}

/** @param reported what has been found in slower tests, and is not repeated */
function renderTest(
  test: Row,
  reported: Set<string>,
  directory: string | undefined,
  theme: Theme,
): string[] {
  const { totals: sum, profile } = test;
  const times = [
    duration(busy(test), theme),
    `${duration(sum.onStack, theme)} on stack`,
    `${duration(waiting(test), theme)} waiting`,
  ].join(` ${theme.symbols.separator} `);
  const room = Math.max(0, theme.width - 2 - 2 - stringWidth(times));
  const name = nameOf(test, room, directory, theme);
  const gap = ' '.repeat(room - stringWidth(name) + 2);
  return [
    `  ${theme.styles.strong(name)}${gap}${times}`,
    ...(test.isShared ? paragraph('  ', SHARED, theme) : []),
    ...renderTestAwaits(profile, directory, theme),
    ...renderTestFindings(profile, reported, directory, theme),
  ];
}

/** The titles, and the file where there is room for it. */
function nameOf(test: Row, room: number, directory: string | undefined, theme: Theme): string {
  const titles = test.titles.map(printable).join(' > ');
  const file = displayPath(printable(test.file), directory);
  const shortest = `${titles}  ${file.slice(file.lastIndexOf('/') + 1)}`;
  return stringWidth(shortest) > room
    ? shorten(titles, room, 'middle', theme.symbols.ellipsis)
    : label(titles, file, room, theme);
}

const SHARED = 'Other tests ran at the same time: these are the figures of all of them.';
