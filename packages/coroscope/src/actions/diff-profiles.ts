import { CoroscopeError } from '@coroscope/node';
import { profileFilesOf, readProfileFile } from '../files/profile-file.js';
import type { ComparisonOptions } from '../options/comparison-options.js';
import {
  checkComparison,
  comparedRun,
  reportComparison,
  type ComparedRuns,
} from './report-comparison.js';

export interface DiffOptions extends ComparisonOptions {
  /** Files of profiles, one a run, or directories of such. */
  base?: string[];
  head?: string[];
}

/**
 * Compares saved profiles, and prints the comparison to standard output.
 *
 * @param given The base and the head, of one run or a directory of several each; or none, for those that
 * the options name.
 * @throws {CoroscopeError | ProfileError} if there are none, or they can't be compared
 */
export function diffProfiles(given: string[], options: DiffOptions): void {
  const { base, head } = sidesOf(given, options);
  const files = { base: base.flatMap(profileFilesOf), head: head.flatMap(profileFilesOf) };
  checkComparison(options, Math.min(files.base.length, files.head.length));
  // One by one: all profiles of many runs may not fit in memory.
  const read = (names: string[], ofSide: string[]): ComparedRuns => ({
    name: nameOf(names),
    runs: ofSide.map((file) => comparedRun(readProfileFile(file), options)),
  });
  reportComparison(read(base, files.base), read(head, files.head), options, process.stdout, {
    next: pageOf(base, head),
  });
}

/** The command that shows the same as a page. */
function pageOf(base: string[], head: string[]): string[] {
  const all = [...base, ...head];
  if (all.length === 2) return ['coroscope', 'view', ...all];
  return ['coroscope', 'diff', '--base', ...base, '--head', ...head, '--out', 'diff.html'];
}

function sidesOf(given: string[], { base = [], head = [] }: DiffOptions) {
  const isNamed = base.length + head.length > 0;
  if (given.length === 2 && !isNamed) return { base: [given[0]], head: [given[1]] };
  if (given.length === 0 && base.length > 0 && head.length > 0) return { base, head };
  throw new CoroscopeError(
    'diff takes two profiles, BASE HEAD, or several for each side: --base FILE… --head FILE…',
  );
}

/** `base-1.json`, `base-1.json and 9 more`. */
function nameOf(files: string[]): string {
  return files.length === 1 ? files[0] : `${files[0]} and ${files.length - 1} more`;
}
