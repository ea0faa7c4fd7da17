import { activities, totals, type TestFigures, type Totals } from '@coroscope/profile';
import stringWidth from 'string-width';
import { paragraph } from '../text/paragraph.js';
import { label } from '../text/label.js';
import { displayPath } from '../text/location.js';
import { printable, printableProfile } from '../text/printable-profile.js';
import { heading } from '../text/section.js';
import { shorten } from '../text/shorten.js';
import { createTheme, type Theme } from '../text/theme.js';
import { duration, quantity } from '../text/units.js';
import { renderTestAwaits } from './test-awaits.js';
import { renderTestFindings } from './test-findings.js';

export interface TestReportOptions {
  /**
   * Tests that are shown at most, the slowest; 5 unless given. As many more are shown if they have left
   * something unsettled.
   */
  limit?: number;
  color: boolean;
  /** Box-drawing and other characters beyond ASCII. */
  unicode: boolean;
  /** Columns of the terminal, of which at most 120 are used; 100 unless given. */
  width?: number;
  /** Paths below it are shown relative to it. */
  directory: string;
}

const SHORTEST_RULE = 5;

interface Row extends TestFigures {
  totals: Totals;
}

/**
 * What a person wants to know of a run of tests: the slowest ones, where each of them waited, which
 * of its awaits could overlap, and what it has left unsettled. Empty where no test ran.
 */
export function renderTests(figures: readonly TestFigures[], options: TestReportOptions): string {
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
  const told = new Set<string>();
  const blocks = shown.map((test) => renderTest(test, told, options.directory, theme));
  const rest = tests.filter((test) => !shown.includes(test));
  if (rest.length > 0) {
    const time = rest.reduce((sum, { totals: { elapsed } }) => sum + elapsed, 0);
    const { ellipsis } = theme.symbols;
    const text = `  ${ellipsis} ${quantity(rest.length, 'more test')}, ${duration(time, theme)} together`;
    blocks.push([theme.styles.faint(text)]);
  }
  const lines = [title(tests, theme), ...blocks.flatMap((block) => ['', ...block])];
  return `${lines.join('\n')}\n`;
}

/** What the test itself took: the runner's own work, such as loading modules, is in neither. */
function busy(row: Row): number {
  return row.totals.onStack + waiting(row);
}

function leavesUnsettled({ profile }: Row): boolean {
  return activities(profile).some(({ unsettled }) => unsettled > 0);
}

/** Time awaiting, without that in which something ran: waits overlap each other and what runs. */
function waiting({ totals: { awaiting, idle } }: Row): number {
  return Math.min(awaiting, idle);
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

/** @param told what has been found in slower tests, and is not repeated */
function renderTest(test: Row, told: Set<string>, directory: string, theme: Theme): string[] {
  const { totals: sum, profile } = test;
  const times = [
    duration(sum.elapsed, theme),
    `${duration(sum.onStack, theme)} on stack`,
    `${duration(waiting(test), theme)} waiting`,
  ].join(` ${theme.symbols.separator} `);
  const room = theme.width - 2 - 2 - stringWidth(times);
  const name = nameOf(test, room, directory, theme);
  const gap = ' '.repeat(room - stringWidth(name) + 2);
  return [
    `  ${theme.styles.strong(name)}${gap}${times}`,
    ...(test.isShared ? paragraph('  ', SHARED, theme) : []),
    ...renderTestAwaits(profile, directory, theme),
    ...renderTestFindings(profile, told, directory, theme),
  ];
}

/** The titles, and the file where there is room for it. */
function nameOf(test: Row, room: number, directory: string, theme: Theme): string {
  const titles = test.titles.map(printable).join(' > ');
  const file = displayPath(printable(test.file), directory);
  const shortest = `${titles}  ${file.slice(file.lastIndexOf('/') + 1)}`;
  return stringWidth(shortest) > room
    ? shorten(titles, room, 'middle', theme.symbols.ellipsis)
    : label(titles, file, room, theme);
}

const SHARED = 'Other tests ran at the same time: these are the figures of all of them.';
