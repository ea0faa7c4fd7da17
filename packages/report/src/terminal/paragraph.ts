import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Theme } from './theme.js';

const indentation = '  ';
const noBreakSpace = '\u00a0';

/** The text as one word, which is not broken at the end of a line: `1.25 s`. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', noBreakSpace);
}

/** Text wrapped to the width and indented, behind a bullet or a number. */
export function paragraph(bullet: string, text: string, { width }: Theme): string[] {
  const hanging = indentation + ' '.repeat(bullet.length);
  return wrapAnsi(text, width - hanging.length, { hard: true })
    .replaceAll(noBreakSpace, ' ')
    .split('\n')
    .map((line, index) => (index === 0 ? indentation + bullet : hanging) + line);
}

/** Items in a row with separators between them, on as many lines as they need. */
export function itemLines(items: readonly string[], { width, symbols, styles }: Theme): string[] {
  const separator = styles.faint(` ${symbols.separator} `);
  const lines: string[] = [];
  let line = '';
  for (const item of items) {
    const longer = line === '' ? indentation + item : line + separator + item;
    if (line === '' || stringWidth(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = indentation + item;
    }
  }
  return [...lines, line];
}
