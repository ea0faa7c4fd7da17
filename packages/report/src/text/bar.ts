import type { Theme } from './theme.js';

/** A bar of `width` columns for `whole`: the part on stack first, then the part awaiting. */
export function bar(
  part: { onStack: number; awaiting: number },
  whole: number,
  width: number,
  theme: Theme,
): string {
  if (whole <= 0) return '';
  const { symbols, styles } = theme;
  const filled = Math.min(width, Math.round(((part.onStack + part.awaiting) / whole) * width));
  const onStack = Math.min(filled, Math.round((part.onStack / whole) * width));
  return (
    styles.onStack(symbols.barOnStack.repeat(onStack)) +
    styles.awaiting(symbols.barAwaiting.repeat(filled - onStack))
  );
}

/** What the two parts of a bar are. */
export function barLegend(theme: Theme): string {
  const { symbols, styles } = theme;
  return `${styles.onStack(symbols.barOnStack)} on stack  ${styles.awaiting(symbols.barAwaiting)} awaiting`;
}
