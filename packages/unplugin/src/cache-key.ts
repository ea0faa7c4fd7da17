import { createHash } from 'node:crypto';
import { version } from '../package.json';
import type { PluginOptions } from './options.js';

/** What is different whenever the same module may be instrumented differently. */
export function cacheKey(options: PluginOptions): string {
  const text = JSON.stringify([version, Object.entries(options).sort()]);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
