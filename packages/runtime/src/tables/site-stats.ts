import { Column } from '../format/memory-layout.js';
import { enlargedIntegers, newMap } from '../platform/intrinsics.js';
import { largerIntegers, place, sharedIntegers } from '../platform/thread-memory.js';
import { addHistogram } from './histograms.js';
import { Size, sizes } from './sizes.js';
import { UNTAGGED } from './tags.js';

/** The row of what was suspended at no site. */
export const NO_SITE_ROW = -1;

let capacity = 64;

/**
 * What is kept of a site beside its suspensions. A site has a row for each tag, added with the first
 * suspension there. See contexts for why this is an object.
 */
export const siteStats = {
  site: sharedIntegers(Column.SiteIds, capacity),
  tag: sharedIntegers(Column.SiteTags, capacity),
  /** Row of the histogram of its waits. */
  histogram: sharedIntegers(Column.SiteHistogram, capacity),
  /** Row of the sequence that ended here last (see sequences). */
  latestSequence: sharedIntegers(Column.SiteLatestSequence, capacity),
};

/** By site: 1 + its row without a tag, or 0. */
let siteCapacity = 256;
let untagged = new Int32Array(siteCapacity);
const tagged = newMap<number, number>();

/** The row of a site under a tag, added if it is new. */
export function rowOfSite(site: number, tag: number): number {
  if (tag === UNTAGGED) {
    if (site >= siteCapacity) {
      untagged = enlargedIntegers(untagged, site * 2);
      siteCapacity = site * 2;
    }
    return (untagged[site] ||= addRow(site, tag) + 1) - 1;
  }
  // Exact in a double: there are fewer than 2 ** 31 sites.
  const key = tag * 0x80000000 + site;
  const known = tagged.get(key);
  if (known !== undefined) return known;
  if (sizes[Size.Sites] === capacity) growSiteStats();
  tagged.set(key, sizes[Size.Sites]);
  return addRow(site, tag);
}

function addRow(site: number, tag: number): number {
  if (sizes[Size.Sites] === capacity) growSiteStats();
  const histogram = addHistogram();
  const row = sizes[Size.Sites];
  siteStats.site[row] = site;
  siteStats.tag[row] = tag;
  siteStats.histogram[row] = histogram;
  sizes[Size.Sites] = row + 1;
  return row;
}

function growSiteStats(): void {
  const larger = capacity * 2;
  const tables = {
    site: largerIntegers(siteStats.site, larger),
    tag: largerIntegers(siteStats.tag, larger),
    histogram: largerIntegers(siteStats.histogram, larger),
    latestSequence: largerIntegers(siteStats.latestSequence, larger),
  };
  siteStats.site = place(Column.SiteIds, tables.site);
  siteStats.tag = place(Column.SiteTags, tables.tag);
  siteStats.histogram = place(Column.SiteHistogram, tables.histogram);
  siteStats.latestSequence = place(Column.SiteLatestSequence, tables.latestSequence);
  capacity = larger;
}

/** Size of the tables in this file, in bytes. */
export function siteStatsBytes(): number {
  return siteStats.site.byteLength * 4 + untagged.byteLength;
}
