import type { Profile } from '../document/profile.js';
import { mergeTags } from '../processors/merge-tags.js';
import { functionTable, type FunctionRow } from '../tables/function-table.js';
import { savableTimes } from '../tables/savable-times.js';
import { siteTable, type SiteRow } from '../tables/site-table.js';
import { rowOfEachEntry, type ThreadRow } from '../tables/thread-table.js';
import { awaitGroups, type AwaitGroup } from './await-groups.js';
import { callRates, type CallRate } from './call-rates.js';
import { waitingFunctions } from './waiting-functions.js';

/** What findings are detected in. */
export interface Evidence {
  profile: Profile;
  /** The program was still running when the profile was read: what is in flight need not hang. */
  isRunning: boolean;
  /** Activations of several tags are put together: whether they overlapped is unknown. */
  isTagged: boolean;
  /** By entry of the profile's `threads`. */
  threads: readonly ThreadRow[];
  /** Functions and sites by index in the profile; undefined for those that were not alive. */
  functions: readonly (FunctionRow | undefined)[];
  sites: readonly (SiteRow | undefined)[];
  /** By function: the milliseconds that an overlap of its waits could save at most. */
  savable: readonly number[];
  callRates: readonly CallRate[];
  /** By function: whether it waits for what is not instrumented, itself or through the one call that it makes. */
  waitsOutside: readonly boolean[];
  awaitGroups: readonly AwaitGroup[];
  /** Milliseconds: what costs less is no finding. */
  threshold: number;
}

/** A saving or a hold that is smaller than this share of the elapsed time is no finding. */
const MINIMUM_SHARE = 0.01;
/** Nor is one of fewer milliseconds. */
const MINIMUM_TIME = 1;

/** Derives what findings are detected in; tags are put together. */
export function gatherEvidence(
  given: Profile,
  isRunning: boolean,
  table?: readonly FunctionRow[],
): Evidence {
  const profile = mergeTags(given);
  const functions = byIndex(profile.functions.length, table ?? functionTable(profile), 'function');
  const sites = byIndex(profile.sites.length, siteTable(profile), 'site');
  const rates = callRates(profile);
  const known = {
    profile,
    isRunning,
    isTagged: given.threads.some(({ tag }) => tag !== undefined),
    threads: rowOfEachEntry(profile),
    functions,
    sites,
    savable: savableTimes(profile),
    callRates: rates,
    waitsOutside: waitingFunctions(functions, rates),
    threshold: Math.max(MINIMUM_TIME, MINIMUM_SHARE * profile.elapsed),
  };
  return { ...known, awaitGroups: awaitGroups(known) };
}

function byIndex<Key extends string, Row extends Record<Key, number>>(
  length: number,
  rows: readonly Row[],
  key: Key,
): (Row | undefined)[] {
  const table = new Array<Row | undefined>(length).fill(undefined);
  for (const row of rows) table[row[key]] = row;
  return table;
}
