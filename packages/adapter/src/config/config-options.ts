import { dirname, join, resolve } from 'node:path';
import { toPosix } from '../files/glob-matcher.js';
import { optionsOf, type Adapter, type OptionsOf } from '../options/option-table.js';
import type { LoadedConfig } from './config.js';

/** Selects what an adapter takes of a configuration, with globs and paths that hold in any directory. */
export function configOptions<Taker extends Adapter>(
  { file, config }: LoadedConfig,
  adapter: Taker,
): Partial<OptionsOf<Taker>> {
  const taken = optionsOf(adapter);
  const { report: _, tests, ...shared } = config;
  // Test runners write figures of tests, not a profile.
  const options = 'limit' in taken ? { ...shared, out: undefined, ...tests } : shared;
  const entries = Object.entries(options).filter(
    ([name, value]) => Object.hasOwn(taken, name) && value !== undefined,
  );
  const directory = dirname(file);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, resolved(name, value, directory)]),
  ) as Partial<OptionsOf<Taker>>;
}

function resolved(name: string, value: unknown, directory: string): unknown {
  switch (name) {
    case 'include':
    case 'exclude':
      return [value as string | string[]].flat().flatMap((glob) => absolute(glob, directory));
    case 'out':
    case 'trace':
    case 'tagModule':
    case 'cache':
      return typeof value !== 'string' ? value : resolve(directory, value as string);
    default:
      return value;
  }
}

/** A glob without a slash is also the name of files in any directory. */
function absolute(glob: string, directory: string): string[] {
  const base = toPosix(directory).replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
  const path = toPosix(glob);
  const full = path.startsWith('/') || /^[a-z]:\//i.test(path) ? path : join(base, path);
  return path.replace(/\/$/, '').includes('/') ? [full] : [full, path];
}
