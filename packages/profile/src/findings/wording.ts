import type { Profile } from '../document/profile.js';
import { grouped } from './grouped.js';

/** How the sentences of findings write what a report may want to write in its own way. */
export interface FindingWording {
  /** A time, from milliseconds: `1.25 s`. */
  time(milliseconds: number): string;
  /** A location, from the path of a source file and a line: `src/cart.ts:12`. */
  location(path: string, line: number): string;
}

/** The lengths of units in milliseconds. */
const UNITS: [number, string][] = [
  [60_000, 'min'],
  [1000, 's'],
];

export const plainWording: FindingWording = {
  time(milliseconds) {
    const rounded = Number(milliseconds.toPrecision(3));
    const [length, unit] = UNITS.find(([least]) => rounded >= least) ?? [1, 'ms'];
    return `${Number((milliseconds / length).toPrecision(3))} ${unit}`;
  },
  location: (path, line) => `${path}:${line}`,
};

/** The locations of a finding's sites: `main.ts:3, 5 and 8`. */
export function siteLocations(
  finding: { function: number; sites: readonly number[] },
  { files, functions, sites }: Profile,
  { location }: FindingWording,
): string {
  const { path } = files[functions[finding.function].file];
  const [first, ...others] = new Set(finding.sites.map((site) => sites[site].line));
  if (others.length === 0) return first === undefined ? '' : location(path, first);
  return `${[location(path, first), ...others.slice(0, -1)].join(', ')} and ${others.at(-1)}`;
}

/** A function with its location: `work at main.ts:1`. */
export function functionWithLocation(
  index: number,
  { files, functions }: Profile,
  { location }: FindingWording,
): string {
  const { name, file, line } = functions[index];
  return `${name} at ${location(files[file].path, line)}`;
}

/** What of a saving that is given for all calls falls to each: `, 16 ms for each of 3 calls`. */
export function perCall(
  { cost, calls }: { cost: number; calls: number },
  { time }: FindingWording,
): string {
  return calls > 1 ? `, ${time(cost / calls)} for each of ${quantity(calls, 'call')}` : '';
}

export function quantity(count: number, singular: string): string {
  return `${grouped(count, 0)} ${singular}${count === 1 ? '' : 's'}`;
}
