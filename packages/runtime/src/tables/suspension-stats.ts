import { Column } from '../format/memory-layout.js';
import { enlargedIntegers, imul } from '../platform/intrinsics.js';
import {
  largerFloats,
  largerIntegers,
  place,
  sharedFloats,
  sharedIntegers,
} from '../platform/thread-memory.js';
import type { State } from './activation-state.js';
import { functionRowOf } from './contexts.js';
import { functionStats } from './function-stats.js';
import { functions } from './functions.js';
import { NO_SITE_ROW, rowOfSite, siteStats } from './site-stats.js';
import { NO_SITE } from './sites.js';
import { Size, sizes } from './sizes.js';

/**
 * Suspensions: a row for each context, site and state in which an activation has left the stack. The
 * figures of sites, and the time that contexts spend off the stack, are sums over rows, taken when
 * figures are read, so that an event writes to one row only.
 *
 * Times are running sums: a beginning is subtracted, an end added. What is in progress is then added at
 * any moment by `now` times the number of beginnings without an end, and no list of waits is needed:
 *
 *     now = 0    1    2    3    4    5    6    7
 *                +---------a---------+                 a begins at 1, ends at 5
 *                          +---------b------...        b begins at 3, is in progress
 *
 *     at 4:  Sum = -1 - 3     = -4,  Begun - Ended = 2,  time = -4 + 2 * 4 = 4   (3 of a, 1 of b)
 *     at 6:  Sum = -1 - 3 + 5 =  1,  Begun - Ended = 1,  time =  1 + 1 * 6 = 7   (4 of a, 3 of b)
 */
export const enum SuspensionFigure {
  Begun,
  Ended,
  /**
   * The moments at which suspensions have ended less those at which they began. As `Begun - Ended` of
   * them are in progress, the time spent in all is `Sum + (Begun - Ended) * now`.
   */
  Sum,
  /** The longest suspension that ended since the last flush (see high-water-marks). */
  Longest,
  /** The thread's idle time during the external stretches, up to when it was `IdleTotal`. */
  Outside,
  /** Number of these waits that a child explains now: they are in no external stretch. */
  ExplainedLive,
  /** The time for which the thread may be to blame (see engine/contention). */
  Contended,
  /** The thread's idle time up to which `Outside` is complete. */
  IdleTotal,
}

/** What identifies a row, and the rows of other tables that belong to it. */
export const enum SuspensionLink {
  Context,
  /** The site's index in its file, combined with the state. */
  Key,
  /** NO_SITE_ROW if the repair took the activation off the stack. */
  SiteRow,
  /** Row of the site's histogram, or 0. */
  Histogram,
  /** Activations that are suspended, but can't go on: their coroutines have been collected (see engine/holders). */
  Collected,
}
/** Whether it is known which activations have been collected. */
export const tellsCollected = (): boolean => sizes[Size.TellsCollected] === 1;

/** The figures of a row fill a cache line. */
export const SUSPENSION_SHIFT = 3;

// Row 0 is reserved: it is an empty slot, and the row of an activation that has never been suspended.
// Its key never occurs, since it has the state OnStack.
let capacity = 64;

/** See contexts for why this is an object. */
export const suspensionStats = {
  figures: sharedFloats(Column.SuspensionFigures, capacity << SUSPENSION_SHIFT),
  links: sharedIntegers(Column.SuspensionLinks, capacity << SUSPENSION_SHIFT),
};

sizes[Size.Suspensions] = 1;

// Open addressing with linear probing over (context, key). At most half full.
let slots = new Int32Array(capacity * 2);
let slotMask = capacity * 2 - 1;
const noSlots = new Int32Array(0);

const STATE_BITS = 3;
export const stateOf = (key: number): State => key & ((1 << STATE_BITS) - 1);
export const siteOf = (key: number): number => key >> STATE_BITS;

/** The row of a suspension, added if it is new; `latest` is that of the activation's previous one. */
export function rowOfSuspension(
  latest: number,
  context: number,
  site: number,
  state: State,
): number {
  const key = (site << STATE_BITS) | state;
  return suspensionStats.links[(latest << SUSPENSION_SHIFT) + SuspensionLink.Key] === key
    ? latest
    : findRow(context, site, key);
}

function findRow(context: number, site: number, key: number): number {
  const slot = findSlot(context, key);
  return slots[slot] || addRow(context, site, key, slot);
}

function findSlot(context: number, key: number): number {
  for (let slot = hashOf(context, key) & slotMask; ; slot = (slot + 1) & slotMask) {
    const row = slots[slot];
    const offset = row << SUSPENSION_SHIFT;
    if (
      row === 0 ||
      (suspensionStats.links[offset + SuspensionLink.Key] === key &&
        suspensionStats.links[offset + SuspensionLink.Context] === context)
    ) {
      return slot;
    }
  }
}

function hashOf(context: number, key: number): number {
  return (imul(context, 0x9e3779b1) ^ imul(key, 0x85ebca6b)) >>> 7;
}

function addRow(context: number, site: number, key: number, slot: number): number {
  if (sizes[Size.Suspensions] === capacity) {
    growSuspensionStats();
    slot = findSlot(context, key);
  }
  const siteRow = site === NO_SITE ? NO_SITE_ROW : siteRowOf(context, site);
  const row = sizes[Size.Suspensions];
  const offset = row << SUSPENSION_SHIFT;
  suspensionStats.links[offset + SuspensionLink.Context] = context;
  suspensionStats.links[offset + SuspensionLink.Key] = key;
  suspensionStats.links[offset + SuspensionLink.SiteRow] = siteRow;
  if (siteRow !== NO_SITE_ROW) {
    suspensionStats.links[offset + SuspensionLink.Histogram] = siteStats.histogram[siteRow];
  }
  slots[slot] = row;
  sizes[Size.Suspensions] = row + 1;
  return row;
}

function siteRowOf(context: number, site: number): number {
  const row = functionRowOf(context);
  return rowOfSite(functions.siteBase[functionStats.fn[row]] + site, functionStats.tag[row]);
}

function growSuspensionStats(): void {
  const larger = capacity * 2;
  const figures = largerFloats(suspensionStats.figures, larger << SUSPENSION_SHIFT);
  const links = largerIntegers(suspensionStats.links, larger << SUSPENSION_SHIFT);
  const largerSlots = enlargedIntegers(noSlots, larger * 2);
  const mask = larger * 2 - 1;
  for (let row = 1; row < sizes[Size.Suspensions]; row++) {
    const offset = row << SUSPENSION_SHIFT;
    let slot =
      hashOf(links[offset + SuspensionLink.Context], links[offset + SuspensionLink.Key]) & mask;
    while (largerSlots[slot] !== 0) slot = (slot + 1) & mask;
    largerSlots[slot] = row;
  }
  suspensionStats.figures = place(Column.SuspensionFigures, figures);
  suspensionStats.links = place(Column.SuspensionLinks, links);
  slots = largerSlots;
  slotMask = mask;
  capacity = larger;
}

/** Size of the tables in this file, in bytes. */
export function suspensionStatsBytes(): number {
  return suspensionStats.figures.byteLength + suspensionStats.links.byteLength + slots.byteLength;
}
