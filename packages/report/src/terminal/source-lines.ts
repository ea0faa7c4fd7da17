import { largest } from './largest.js';
import { shorten } from './shorten.js';
import type { Theme } from './theme.js';

interface SourceLine {
  line: number;
  /** Undefined where the text is not known. */
  source: string | undefined;
}

/** The number of digits that the line numbers take. */
export function lineDigits(lines: readonly SourceLine[]): number {
  return String(largest(lines, ({ line }) => line)).length;
}

/** Lines of source behind their numbers, as compilers show them. */
export function sourceLines(
  lines: readonly SourceLine[],
  { indent, digits }: { indent: number; digits: number },
  { width, symbols, styles }: Theme,
): string[] {
  return lines.flatMap(({ line, source }) => {
    if (source === undefined) return [];
    const gutter = `${' '.repeat(indent)}${String(line).padStart(digits)} ${symbols.gutter} `;
    const text = shorten(source, width - gutter.length, 'end', symbols.ellipsis);
    return [styles.faint(gutter + text)];
  });
}
