import type { Difference } from '@coroscope/profile';
import { count } from '../../text/numbers.js';
import { duration } from '../../text/times.js';

/** `+12 ms`, `−3 ms`, `0 ms`. */
export function signedDuration(milliseconds: number): string {
  if (milliseconds === 0) return duration(0);
  return `${milliseconds > 0 ? '+' : '−'}${duration(Math.abs(milliseconds))}`;
}

/** `+3`, `−1`. */
export function signedCount(value: number): string {
  return value > 0 ? `+${count(value)}` : value < 0 ? `−${count(-value)}` : '0';
}

/** What a figure is on both sides: `3 → 4`; a median may be a half. */
export function countsText({ base, head }: Difference): string {
  const text = (value: number) => (Number.isInteger(value) ? count(value) : value.toFixed(1));
  return base.median === head.median
    ? text(base.median)
    : `${text(base.median)} → ${text(head.median)}`;
}

/** `+30 %` of the base; empty where that is nothing. */
export function relativeChange({ base, change }: Difference): string {
  if (base.median === 0 || change === 0) return '';
  const percent = (change / Math.abs(base.median)) * 100;
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent).toFixed(Math.abs(percent) < 10 ? 1 : 0)} %`;
}

/** Half of what lies between the quartiles, as a share of the median: `± 3 %`; empty for one run. */
export function spread({ median, low, high, values }: Difference['base']): string {
  if (values.length === 1 || median === 0) return '';
  const percent = ((high - low) / 2 / Math.abs(median)) * 100;
  return `± ${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}
