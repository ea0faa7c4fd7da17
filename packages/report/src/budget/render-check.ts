import type { BudgetCheck, BudgetExcess, Profile } from '@coroscope/profile';
import { printableProfile } from '../profile/printable-profile.js';
import { largest } from '../terminal/largest.js';
import { paragraph } from '../terminal/paragraph.js';
import { joinSections } from '../terminal/section.js';
import { shorten } from '../terminal/shorten.js';
import { createTheme, type Theme } from '../terminal/theme.js';
import { count, quantity } from '../terminal/units.js';
import type { BudgetOutcome, BudgetReportOptions } from './budget-outcome.js';
import { causeText, excessText, functionLocation } from './wording.js';

/** Causes of an excess that are shown at most. */
const MOST_CAUSES = 5;

/** Renders the outcome of a check for a person: what did too much, and where that comes from. */
export function renderCheck(
  { check, profile }: BudgetOutcome,
  options: BudgetReportOptions = {},
): string {
  const theme = createTheme(options);
  const { styles } = theme;
  const shown = printableProfile(profile);
  const violations = check.violations.map(({ name, function: index, excesses }) => [
    `${styles.strong(name)}  ${styles.faint(functionLocation(shown, index, options.directory))}`,
    ...excesses.flatMap((excess) => excessLines(excess, shown, options, theme)),
  ]);
  return joinSections([[verdict(check, options, theme)], ...violations, missing(check, theme)]);
}

function verdict(
  { checked, violations }: BudgetCheck,
  { file }: BudgetReportOptions,
  { styles }: Theme,
): string {
  const functions = quantity(checked, 'function');
  const budget = file === undefined ? '' : ` (${file})`;
  if (violations.length === 0) return `${functions} within budget${budget}`;
  return `${styles.warning(`${count(violations.length)} of ${functions} over budget`)}${budget}`;
}

function excessLines(
  excess: BudgetExcess,
  profile: Profile,
  { directory }: BudgetReportOptions,
  theme: Theme,
): string[] {
  const { styles, symbols, width } = theme;
  const causes = excess.causes
    .slice(0, MOST_CAUSES)
    .map((cause) => causeText(cause, profile, directory));
  const digits = largest(causes, (cause) => count(cause.count).length);
  const lines = causes.map(({ count: times, what, location = '' }) => {
    const start = `    ${count(times).padStart(digits)}  `;
    const room = width - start.length - (location === '' ? 0 : location.length + 2);
    return `${start}${shorten(what, Math.max(room, 20), 'end', symbols.ellipsis)}  ${styles.faint(location)}`.trimEnd();
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
