import stringWidth from 'string-width';
import { shorten } from './shorten.js';
import type { Theme } from './theme.js';
import { quantity } from './units.js';

/** A part of a report, with a heading of its own. */
export interface Section {
  /** Empty where there is nothing to show. */
  lines: string[];
  /** What a reader must know of this section, for the foot of the report. */
  notes: string[];
  /** How many of its rows are hidden. */
  hidden: number;
}

export const emptySection: Section = { lines: [], notes: [], hidden: 0 };

/** Columns that a title leaves for its rule. */
const shortestRule = 5;

/** A heading with a rule across the page and, at its end, what the section shows. */
export function heading(title: string, explanation: string, theme: Theme): string {
  const { width, symbols, styles } = theme;
  const end = explanation === '' ? '' : ` ${explanation}`;
  const rule = symbols.rule.repeat(Math.max(1, width - stringWidth(title + end) - 1));
  return `${styles.heading(title)} ${styles.faint(rule + end)}`;
}

/** The heading of a whole report: a title that is too long is shortened. */
export function reportHeading(title: string, explanation: string, theme: Theme): string {
  const room = theme.width - stringWidth(explanation) - shortestRule;
  return heading(shorten(title, room, 'end', theme.symbols.ellipsis), explanation, theme);
}

/** The remark below a table of which some rows are hidden: `… 3 more functions`. */
export function hiddenRows(
  hidden: number,
  noun: string,
  { styles, symbols }: Theme,
  remark = '',
  plural = `${noun}s`,
): string[] {
  if (hidden === 0) return [];
  const what = quantity(hidden, `more ${noun}`, `more ${plural}`);
  return [styles.faint(`  ${symbols.ellipsis} ${what}${remark}`)];
}

/** The lines of the sections that have any, with empty lines between them. */
export function joinSections(sections: ReadonlyArray<readonly string[]>): string {
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
