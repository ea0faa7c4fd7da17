import type { Theme } from './theme.js';

/** Makes a figure the more visible the larger its share of the elapsed time is. */
export function emphasize(
  text: string,
  share: number,
  hue: (text: string) => string,
  { styles }: Theme,
): string {
  if (share >= 0.25) return styles.strong(hue(text));
  if (share >= 0.05) return hue(text);
  return share > 0 ? text : styles.faint(text);
}
