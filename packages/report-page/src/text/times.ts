interface Unit {
  name: string;
  milliseconds: number;
}

const UNITS: readonly Unit[] = [
  { name: 's', milliseconds: 1000 },
  { name: 'ms', milliseconds: 1 },
  { name: 'µs', milliseconds: 0.001 },
  { name: 'ns', milliseconds: 1e-6 },
];

const MINUTE = 60_000;
const MILLISECOND = UNITS[1];

/** The largest unit of which there is at least one. */
function unitFor(milliseconds: number): Unit {
  return (
    UNITS.find((unit) => Math.abs(milliseconds) >= unit.milliseconds) ?? UNITS[UNITS.length - 1]
  );
}

function grouped(value: number, decimals: number): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  });
}

/** A time with three significant digits and its unit: `12.3 ms`, `59 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds === 0) return '0 ms';
  // Rounded before the unit is chosen: 999.9 ms is a second.
  const rounded = Number(milliseconds.toPrecision(3));
  if (Math.abs(rounded) >= MINUTE) {
    return `${Number((rounded / MINUTE).toPrecision(3)).toLocaleString('en-US')} min`;
  }
  const unit = unitFor(rounded);
  const value = rounded / unit.milliseconds;
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return `${grouped(value, Math.min(decimals, unit.name === 'ns' ? 0 : 3))} ${unit.name}`;
}

/** One unit for a column of times that are to be compared. */
export interface TimeScale {
  unit: string;
  format(milliseconds: number): string;
}

/** The scale for times of which `largest` is the largest. */
export function timeScale(largest: number): TimeScale {
  const unit = largest < 1e-3 ? MILLISECOND : unitFor(largest);
  const decimals = unit.name === 's' ? 3 : largest / unit.milliseconds >= 100 ? 1 : 2;
  const least = 0.5 * 10 ** -decimals;
  return {
    unit: unit.name,
    format(milliseconds) {
      const value = milliseconds / unit.milliseconds;
      if (value === 0) return '0';
      return value > 0 && value < least ? `< ${10 ** -decimals}` : grouped(value, decimals);
    },
  };
}
