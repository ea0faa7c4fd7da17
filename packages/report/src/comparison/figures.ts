import type { Difference } from '@coroscope/profile';
import type { Theme } from '../terminal/theme.js';
import { count, duration } from '../terminal/units.js';

/** How the values of a figure are written. */
export type ValueFormat = (value: number) => string;

export function timeFormat(theme: Theme): ValueFormat {
  return (milliseconds) => duration(milliseconds, theme);
}

/** A count; the median of some may be a half. */
export const countFormat: ValueFormat = (value) =>
  Number.isInteger(value) ? count(value) : value.toFixed(1);

/** `+12 ms`, `-3`, `0`. */
export function signed(value: number, format: ValueFormat): string {
  if (value === 0) return '0';
  return `${value > 0 ? '+' : '-'}${format(Math.abs(value))}`;
}

/** `+30 %` of the base; empty where that is nothing. */
export function relativeChange({ base, change }: Difference): string {
  if (base.median === 0 || change === 0) return '';
  const percent = (change / Math.abs(base.median)) * 100;
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  return `${signed(percent, (value) => value.toFixed(digits))} %`;
}

/** Half of what lies between the quartiles, as a share of the median: `± 3 %`; empty for one run. */
export function spread({ median, low, high, values }: Difference['base'], theme: Theme): string {
  if (values.length === 1 || median === 0) return '';
  const percent = ((high - low) / 2 / Math.abs(median)) * 100;
  return `${theme.symbols.plusMinus} ${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

/** A p value with the digits that matter. */
export function pValue(p: number): string {
  if (p < 0.0001) return '< 0.0001';
  return p.toFixed(p < 0.01 ? 4 : p < 0.1 ? 3 : 2);
}
