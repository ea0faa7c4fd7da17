import type { Style } from './theme.js';

/** A part of a bar. */
export interface BarPart {
  size: number;
  symbol: string;
  style: Style;
}

/** A bar of `width` columns for `whole`, its parts one after another. */
export function bar(parts: readonly BarPart[], whole: number, width: number): string {
  if (whole <= 0) return '';
  let size = 0;
  let drawn = 0;
  return parts
    .map((part) => {
      size += part.size;
      // Rounded where the part ends, so that the bar as a whole is as long as it should be.
      const end = Math.min(width, Math.round((size / whole) * width));
      // A part of a damaged profile may be negative.
      const length = Math.max(0, end - drawn);
      drawn += length;
      return part.style(part.symbol.repeat(length));
    })
    .join('');
}
