import type { FindingId } from '@coroscope/profile';
import type { ProfileFormat, SortKey, WeightName } from '@coroscope/report';
import { InvalidArgumentError } from 'commander';
import { reportChoices } from './report-choices.js';

export function parseFormat(name: string): ProfileFormat {
  const { formats } = reportChoices();
  const format = formats.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  const names = formats.map((candidate) => candidate.name);
  throw new InvalidArgumentError(`Choose one of ${names.join(', ')}.`);
}

export function parseWeight(text: string): WeightName {
  const { weights } = reportChoices();
  const weight = weights.find((candidate) => candidate === text);
  if (weight !== undefined) return weight;
  throw new InvalidArgumentError(`Choose one of ${weights.join(', ')}.`);
}

export function parseSort(text: string): SortKey {
  const { parseSortKey, sortKeys } = reportChoices();
  try {
    return parseSortKey(text);
  } catch {
    throw new InvalidArgumentError(`Choose one of ${sortKeys.join(', ')}.`);
  }
}

export function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('Give a whole number above 0.');
}

export function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds < 1e6) return seconds;
  throw new InvalidArgumentError('Give a number of seconds above 0, such as 0.5.');
}

export function parseMilliseconds(text: string): number {
  const milliseconds = Number(text);
  if (text.trim() !== '' && milliseconds >= 0 && Number.isFinite(milliseconds)) return milliseconds;
  throw new InvalidArgumentError('Give a number of milliseconds, such as 0.5.');
}

/** Adds a value of an option that may be given several times. */
export function gather(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

/** Adds a label, `name=value`, to those before. */
export function parseLabel(text: string, previous: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at > 0) return { ...previous, [text.slice(0, at)]: text.slice(at + 1) };
  throw new InvalidArgumentError('Give a name and a value, such as host=a.');
}

export function parseFinding(text: string, previous: FindingId[]): FindingId[] {
  const { findingIds } = reportChoices();
  const id = findingIds.find((candidate) => candidate === text);
  if (id !== undefined) return [...previous, id];
  throw new InvalidArgumentError(`Choose one of ${findingIds.join(', ')}.`);
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a port from 0 to 65535; 0 stands for a free one.');
}

export function parseProcess(text: string): number {
  const id = Number(text);
  if (/^\d+$/.test(text) && id > 0) return id;
  throw new InvalidArgumentError('Give the id of a process, a number.');
}

/** A port, or what is no number, the path of a socket. */
export function parseLive(text: string): { port: number } | { socket: string } {
  return /^\d+$/.test(text) ? { port: parsePort(text) } : { socket: text };
}

const SECONDS: Record<string, number> = { ms: 1e-3, s: 1, '': 1, m: 60, min: 60, h: 3600 };

/** @returns seconds */
export function parseTime(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?|\.\d+) ?(ms|s|m|min|h|)$/.exec(text) ?? [];
  const seconds = Number(number) * SECONDS[unit];
  if (seconds > 0 && seconds < 1e6) return seconds;
  throw new InvalidArgumentError('Give a time above 0, such as 30s, 500ms or 2m.');
}
