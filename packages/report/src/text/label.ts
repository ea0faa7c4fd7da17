import stringWidth from 'string-width';
import { printable, shorten } from './shorten.js';
import type { Theme } from './theme.js';

/** A function's name and where it stands in the source, in at most `width` columns. */
export function label(name: string, location: string, width: number, theme: Theme): string {
  const { ellipsis } = theme.symbols;
  const wholeName = printable(name);
  // The name gives way first, but not below this part of the room.
  const nameWidth = Math.min(stringWidth(wholeName), Math.ceil(width * 0.4));
  const place = shortenLocation(printable(location), width - nameWidth - 2, ellipsis);
  if (place === '') return shorten(wholeName, width, 'middle', ellipsis);
  const shortName = shorten(wholeName, width - stringWidth(place) - 2, 'middle', ellipsis);
  return `${shortName}  ${theme.styles.faint(place)}`;
}

/** As much of the path's end as fits, but at least `orders.ts:12`: else nothing. */
function shortenLocation(location: string, width: number, ellipsis: string): string {
  const file = location.slice(location.search(/[^/\\]*$/));
  if (stringWidth(file) > width) return '';
  const short = shorten(location, width, 'start', ellipsis);
  return stringWidth(short) > stringWidth(file) ? short : file;
}
