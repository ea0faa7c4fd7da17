import type { BudgetCheck, BudgetExcess, Profile } from '@coroscope/profile';
import { largest } from '../text/largest.js';
import { paragraph } from '../text/paragraph.js';
import { printableProfile } from '../text/printable-profile.js';
import { shorten } from '../text/shorten.js';
import { createTheme, type Theme } from '../text/theme.js';
import { count, quantity } from '../text/units.js';
import { causeText, excessText, functionPlace } from './wording.js';

export interface BudgetTextOptions {
  /** What the budget is called: its file, typically. */
  budget: string;
  color: boolean;
  /** Characters beyond ASCII. */
  unicode: boolean;
  /** Columns of the terminal. */
  width?: number;
  /** Paths below it are shown relative to it. */
  directory?: string;
}

/** Causes of an excess that are shown at most. */
const MOST_CAUSES = 5;

/** The outcome of a check for a person: what did too much, and where that comes from. */
export function renderBudgetCheck(
  check: BudgetCheck,
  profile: Profile,
  options: BudgetTextOptions,
): string {
  const theme = createTheme(options);
  const shown = printableProfile(profile);
  const blocks = check.violations.map(({ name, function: index, excesses }) => [
    `${theme.styles.strong(name)}  ${theme.styles.faint(functionPlace(shown, index, options.directory))}`,
    ...excesses.flatMap((excess) => excessLines(excess, shown, options, theme)),
  ]);
  const sections = [[verdict(check, options, theme)], ...blocks, missing(check, theme)];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function verdict(
  { checked, violations }: BudgetCheck,
  { budget }: BudgetTextOptions,
  { styles }: Theme,
): string {
  const functions = quantity(checked, 'function');
  if (violations.length === 0) return `${functions} within budget (${budget})`;
  const those = `${count(violations.length)} of ${functions}`;
  return `${styles.warning(`${those} over budget`)} (${budget})`;
}

function excessLines(
  excess: BudgetExcess,
  profile: Profile,
  { directory }: BudgetTextOptions,
  theme: Theme,
): string[] {
  const { styles, symbols, width } = theme;
  const causes = excess.causes
    .slice(0, MOST_CAUSES)
    .map((cause) => causeText(cause, profile, directory));
  const digits = largest(causes, (cause) => count(cause.count).length);
  const lines = causes.map(({ count: times, what, place = '' }) => {
    const start = `    ${count(times).padStart(digits)}  `;
    const room = width - start.length - (place === '' ? 0 : place.length + 2);
    return `${start}${shorten(what, Math.max(room, 20), 'end', symbols.ellipsis)}  ${styles.faint(place)}`.trimEnd();
  });
  const hidden = excess.causes.length - causes.length;
  if (hidden > 0)
    lines.push(styles.faint(`    ${symbols.ellipsis} and ${quantity(hidden, 'other')}`));
  return [`  ${excessText(excess)}`, ...lines];
}

function missing(check: BudgetCheck, theme: Theme): string[] {
  if (check.missing.length === 0) return [];
  const names = check.missing.map(({ file, name }) => `${name} (${file})`).join(', ');
  return paragraph('', `Not called in this run, so not checked: ${names}.`, theme).map((line) =>
    line.trimStart(),
  );
}
