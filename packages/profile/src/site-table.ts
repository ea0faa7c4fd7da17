import type { Histogram, Profile, SiteKind } from './document.js';
import { addHistograms, percentiles, type Percentiles } from './histogram.js';

/**
 * The figures of one site, summed over all threads. Times are milliseconds; the percentiles are those
 * of the waits that ended in the window.
 */
export interface SiteRow extends Percentiles {
  /** Index in the profile's `sites`. */
  site: number;
  kind: SiteKind;
  /** The site stands inside a loop of its function. */
  inLoop: boolean;
  /** Index of its function in the profile's `functions`. */
  function: number;
  functionName: string;
  /** Path of the source file. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** The line of source, without its indentation; undefined where the document has no text. */
  source: string | undefined;
  /** Times an activation was suspended there. */
  suspended: number;
  /** Times one was resumed. */
  resumed: number;
  /** Activations hanging there when the figures were read. */
  live: number;
  /** Awaiting and paused together. */
  waiting: number;
  /** The longest wait that ended in the window; undefined where none did. */
  longest: number | undefined;
  /** `waiting` by waits, those that still went on included; undefined where there were none. */
  mean: number | undefined;
  /** The waits that ended in the window, by length. */
  histogram: Histogram;
}

/** A row for each site that was reached in the window, in the order of the profile's sites. */
export function siteTable(profile: Profile): SiteRow[] {
  const rows = new Map<number, SiteRow>();
  for (const { sites } of profile.threads) {
    for (let i = 0; i < sites.site.length; i++) {
      const site = sites.site[i];
      const row = rows.get(site) ?? emptyRow(profile, site);
      rows.set(site, row);
      row.suspended += sites.suspended[i];
      row.resumed += sites.resumed[i];
      row.live += sites.live[i];
      row.waiting += sites.waiting[i];
      if (sites.resumed[i] > 0) row.longest = Math.max(row.longest ?? 0, sites.longest[i]);
      row.histogram = addHistograms(row.histogram, sites.histogram[i]);
    }
  }
  return [...rows.values()].sort((a, b) => a.site - b.site).map(withAverages);
}

function emptyRow(profile: Profile, site: number): SiteRow {
  const description = profile.sites[site];
  const { name, file } = profile.functions[description.function];
  const { path, lines } = profile.files[file];
  return {
    site,
    ...description,
    functionName: name,
    file: path,
    source: lines?.[description.line]?.trim(),
    suspended: 0,
    resumed: 0,
    live: 0,
    waiting: 0,
    longest: undefined,
    mean: undefined,
    p50: undefined,
    p90: undefined,
    p99: undefined,
    histogram: { first: 0, counts: [] },
  };
}

function withAverages(row: SiteRow): SiteRow {
  const waits = row.resumed + row.live;
  return {
    ...row,
    mean: waits > 0 ? row.waiting / waits : undefined,
    ...percentiles(row.histogram, row.longest),
  };
}
