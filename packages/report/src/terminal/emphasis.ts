import type { Style, Theme } from './theme.js';

/** Makes a figure more visible the larger the share is that it stands for. */
export function emphasize(text: string, share: number, hue: Style, { styles }: Theme): string {
  if (share >= 0.25) return styles.strong(hue(text));
  if (share >= 0.05) return hue(text);
  return share > 0 ? text : styles.faint(text);
}
