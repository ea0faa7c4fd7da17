import type { State } from './activation.js';
import { books } from './books.js';
import { bookOf } from './contexts.js';
import { functions } from './functions.js';
import { enlargedFloats, enlargedIntegers, imul } from './intrinsics.js';
import { NO_PLACE, places, placeOfSite } from './places.js';
import { NO_SITE } from './sites.js';

/**
 * Where activations wait: a row for each context, site and state in which one has left the stack. The
 * figures of sites, and those of contexts that are off the stack, are sums over rows, taken when
 * somebody reads them, so that an event writes to one place only.
 */
export const enum WaitFigure {
  Begun,
  Ended,
  /**
   * The moments at which waits have ended less those at which they began. As `Begun - Ended` of them
   * are in progress, the time spent in all is `Sum + (Begun - Ended) * now`.
   */
  Sum,
  /** The longest wait that ended since the last mark (see windows). */
  Longest,
}

/** What a row is about. */
export const enum WaitPlace {
  Context,
  /** The site's number in its file, with the state. */
  Key,
  /** NO_PLACE where the repair has taken an activation off the stack. */
  Place,
  /** Row of the place's histogram, or 0. */
  Histogram,
}
export const WAIT_SHIFT = 2;

// Row 0 is nobody's: an empty slot, and where an activation stands that has never waited. Its key is
// none that occurs, as nobody waits on the stack.
let capacity = 64;

/** See contexts for why this is an object. */
export const waits = {
  count: 1,
  figures: new Float64Array(capacity << WAIT_SHIFT),
  places: new Int32Array(capacity << WAIT_SHIFT),
};

// Open addressing with linear probing over (context, key). At most half full.
let slots = new Int32Array(capacity * 2);
let slotMask = capacity * 2 - 1;
const noSlots = new Int32Array(0);

const STATE_BITS = 3;
export const stateOf = (key: number): State => key & ((1 << STATE_BITS) - 1);
export const siteOf = (key: number): number => key >> STATE_BITS;

/** The row of a wait, made where it is new. `latest` is the row of the activation's wait before. */
export function rowOfWait(latest: number, context: number, site: number, state: State): number {
  const key = (site << STATE_BITS) | state;
  return waits.places[(latest << WAIT_SHIFT) + WaitPlace.Key] === key
    ? latest
    : findRow(context, site, key);
}

function findRow(context: number, site: number, key: number): number {
  const slot = findSlot(context, key);
  return slots[slot] || addRow(context, site, key, slot);
}

function findSlot(context: number, key: number): number {
  let slot = (imul(context, 0x9e3779b1) ^ imul(key, 0x85ebca6b)) >>> 7;
  for (slot &= slotMask; ; slot = (slot + 1) & slotMask) {
    const row = slots[slot];
    const offset = row << WAIT_SHIFT;
    if (
      row === 0 ||
      (waits.places[offset + WaitPlace.Key] === key &&
        waits.places[offset + WaitPlace.Context] === context)
    ) {
      return slot;
    }
  }
}

function addRow(context: number, site: number, key: number, slot: number): number {
  if (waits.count === capacity) {
    growWaits();
    slot = findSlot(context, key);
  }
  const row = waits.count++;
  const offset = row << WAIT_SHIFT;
  waits.places[offset + WaitPlace.Context] = context;
  waits.places[offset + WaitPlace.Key] = key;
  if (site === NO_SITE) {
    waits.places[offset + WaitPlace.Place] = NO_PLACE;
  } else {
    const book = bookOf(context);
    const place = placeOfSite(functions.siteBase[books.fn[book]] + site, books.tag[book]);
    waits.places[offset + WaitPlace.Place] = place;
    waits.places[offset + WaitPlace.Histogram] = places.histogram[place];
  }
  slots[slot] = row;
  return row;
}

function growWaits(): void {
  capacity *= 2;
  waits.figures = enlargedFloats(waits.figures, capacity << WAIT_SHIFT);
  waits.places = enlargedIntegers(waits.places, capacity << WAIT_SHIFT);
  slots = enlargedIntegers(noSlots, capacity * 2);
  slotMask = capacity * 2 - 1;
  for (let row = 1; row < waits.count; row++) {
    const offset = row << WAIT_SHIFT;
    const slot = findSlot(
      waits.places[offset + WaitPlace.Context],
      waits.places[offset + WaitPlace.Key],
    );
    slots[slot] = row;
  }
}

/** Bytes held by the tables of this file. */
export function waitBytes(): number {
  return waits.figures.byteLength + waits.places.byteLength + slots.byteLength;
}
