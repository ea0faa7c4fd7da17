import { comfortableWidth, type Theme } from './theme.js';

/** One unit and number of decimals for a column of times that are to be compared. */
export interface TimeScale {
  unit: string;
  format(milliseconds: number): string;
}

interface Unit {
  name: string;
  milliseconds: number;
}

function units(theme: Theme): Unit[] {
  return [
    { name: 's', milliseconds: 1000 },
    { name: 'ms', milliseconds: 1 },
    { name: `${theme.symbols.micro}s`, milliseconds: 0.001 },
  ];
}

/** The largest unit of which there is at least one. */
function unitFor(milliseconds: number, theme: Theme): Unit {
  const all = units(theme);
  return all.find((unit) => milliseconds >= unit.milliseconds) ?? all[all.length - 1];
}

/** Decimals that show a value with so many significant digits, zeros at its end included. */
function decimalsFor(value: number, significantDigits: number): number {
  if (value < 1) return significantDigits;
  return Math.max(0, significantDigits - 1 - Math.floor(Math.log10(value)));
}

function grouped(value: number, decimals: number): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** The scale for times of which `largest` is the largest: few digits where it is narrow. */
export function timeScale(largest: number, theme: Theme): TimeScale {
  const unit = unitFor(largest, theme);
  const digits = theme.width < comfortableWidth ? 4 : 5;
  const decimals = Math.min(3, decimalsFor(largest / unit.milliseconds, digits));
  return {
    unit: unit.name,
    format: (milliseconds) => grouped(milliseconds / unit.milliseconds, decimals),
  };
}

/** A time that stands by itself: three significant digits and its unit, such as `12.3 ms`. */
export function duration(milliseconds: number, theme: Theme): string {
  if (milliseconds === 0) return `0 ${units(theme)[1].name}`;
  // Rounded before the unit is chosen: 999.9 ms is a second.
  const rounded = Number(milliseconds.toPrecision(3));
  const unit = unitFor(rounded, theme);
  const value = rounded / unit.milliseconds;
  return `${grouped(value, Math.min(3, decimalsFor(value, 3)))} ${unit.name}`;
}

export function count(value: number): string {
  return grouped(value, 0);
}

/** `1 call`, `1,204 calls`. */
export function quantity(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}
