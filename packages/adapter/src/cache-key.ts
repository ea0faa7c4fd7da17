import { createHash } from 'node:crypto';
import { version } from '../package.json';

/**
 * A key for instrumented code that tools keep: it differs with the version of Coroscope, whose
 * packages are released together, and with the values. What JSON leaves out, as functions, and the
 * order of properties don't count.
 */
export function cacheKey(...values: readonly unknown[]): string {
  const digest = createHash('sha256').update(version);
  for (const value of values) digest.update('\0').update(JSON.stringify(sorted(value)) ?? '');
  return digest.digest('hex').slice(0, 32);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
