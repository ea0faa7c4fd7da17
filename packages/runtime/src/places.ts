import { addHistogram } from './histograms.js';
import { enlargedIntegers, newMap } from './intrinsics.js';
import { UNTAGGED } from './tags.js';

export const NO_PLACE = -1;

let capacity = 64;

/**
 * A place is a site under a tag: what the figures of a site are kept for, from its first wait there.
 * See contexts for why this is an object.
 */
export const places = {
  count: 0,
  site: new Int32Array(capacity),
  tag: new Int32Array(capacity),
  /** The row of the place's histogram. */
  histogram: new Int32Array(capacity),
  /** The row of the sequence of awaits that ended here last (see sequences). */
  latestSequence: new Int32Array(capacity),
};

/** By site: 1 + its place without a tag, or 0. */
let siteCapacity = 256;
let untagged = new Int32Array(siteCapacity);
const tagged = newMap<number, number>();

/** The place of a site under a tag, made where it is new. */
export function placeOfSite(site: number, tag: number): number {
  if (tag === UNTAGGED) {
    if (site >= siteCapacity) {
      siteCapacity = site * 2;
      untagged = enlargedIntegers(untagged, siteCapacity);
    }
    return (untagged[site] ||= addPlace(site, tag) + 1) - 1;
  }
  // Exact in a double: there are fewer than 2 ** 31 sites.
  const key = tag * 0x80000000 + site;
  const known = tagged.get(key);
  if (known !== undefined) return known;
  const place = addPlace(site, tag);
  tagged.set(key, place);
  return place;
}

function addPlace(site: number, tag: number): number {
  if (places.count === capacity) growPlaces();
  const place = places.count++;
  places.site[place] = site;
  places.tag[place] = tag;
  places.histogram[place] = addHistogram();
  return place;
}

function growPlaces(): void {
  capacity *= 2;
  places.site = enlargedIntegers(places.site, capacity);
  places.tag = enlargedIntegers(places.tag, capacity);
  places.histogram = enlargedIntegers(places.histogram, capacity);
  places.latestSequence = enlargedIntegers(places.latestSequence, capacity);
}

/** Bytes held by the tables of this file. */
export function placeBytes(): number {
  return places.site.byteLength * 4 + untagged.byteLength;
}
