import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  addSourceLines,
  functionTable,
  mergeProfiles,
  siteTable,
  type Profile,
} from '@coroscope/profile';
import type { LiveFigures } from './live-protocol.js';

/** All that was told as one profile, with the lines of source; undefined where nothing was. */
export function mergedProfile(profiles: readonly Profile[], root: string): Profile | undefined {
  if (profiles.length === 0) return undefined;
  const merged = mergeProfiles(profiles);
  addSourceLines(merged, (path) => readSource(resolve(root, path)));
  return merged;
}

function readSource(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The tables of a profile. */
export function liveFigures(
  profiles: readonly Profile[],
  root: string,
  abilities: Pick<LiveFigures, 'canReset' | 'canOpen'>,
): LiveFigures {
  const merged = mergedProfile(profiles, root);
  const places = profiles.map(
    ({ program, threads }) => `${threads[0]?.name} ${program?.arguments[0] ?? ''}`,
  );
  return {
    ...abilities,
    places: [...new Set(places)],
    elapsed: merged?.elapsed ?? 0,
    clock: merged?.clock,
    functions: merged ? functionTable(merged) : [],
    sites: merged ? siteTable(merged) : [],
    notes: merged?.notes ?? [],
  };
}
