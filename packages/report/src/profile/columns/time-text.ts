import { emphasize } from '../../terminal/emphasis.js';
import type { TimeScale } from '../../terminal/units.js';
import type { ReportContext } from '../report-context.js';

/** Figures that show where the time itself went; the others contain them. */
const HUES = {
  self: 'busy',
  blame: 'busy',
  external: 'waiting',
  outside: 'waiting',
  waiting: 'waiting',
} as const;

/** A time in its column, emphasized by its share of the elapsed time if it is one to look for. */
export function timeText(
  figure: string,
  milliseconds: number,
  format: TimeScale['format'],
  { profile: { elapsed }, theme }: ReportContext,
): string {
  const text = format(milliseconds);
  if (!isEmphasized(figure)) return text;
  const share = elapsed > 0 ? milliseconds / elapsed : 0;
  return emphasize(text, share, theme.styles[HUES[figure]], theme);
}

export function isEmphasized(figure: string): figure is keyof typeof HUES {
  return Object.hasOwn(HUES, figure);
}
