import { liveCoroutines, peakCoroutines, resetPeakCoroutines } from './coroutines.js';
import { alive, functionCount, peak } from './functions.js';
import { SiteFigure, siteCount, siteFigures, SITE_SHIFT } from './sites.js';
import { forgetStretches, longestStretches, stretches, type RecordedStretch } from './stretches.js';

/**
 * The figures of a window that no subtraction gives: the most alive at once, the longest wait, the
 * longest stretches. The engine keeps each since the last mark, and a mark hands them on to every
 * open window; so an event costs the same however many windows are open.
 */
export interface Maxima {
  coroutines: number;
  functions: Map<number, number>;
  sites: Map<number, number>;
  stretches: RecordedStretch[];
}

const open = new Set<Maxima>();

export function openMaxima(): Maxima {
  mark();
  const maxima: Maxima = {
    coroutines: liveCoroutines,
    functions: new Map(),
    sites: new Map(),
    stretches: [],
  };
  open.add(maxima);
  return maxima;
}

export function closeMaxima(maxima: Maxima): void {
  mark();
  open.delete(maxima);
}

/** Brings the open windows up to date. */
export function mark(): void {
  for (const maxima of open) {
    maxima.coroutines = Math.max(maxima.coroutines, peakCoroutines);
    for (let fn = 1; fn < functionCount; fn++) raise(maxima.functions, fn, peak[fn]);
    for (let site = 0; site < siteCount; site++) {
      raise(maxima.sites, site, siteFigures[(site << SITE_SHIFT) + SiteFigure.Longest]);
    }
    maxima.stretches = longestStretches([...maxima.stretches, ...Array.from(stretches)]);
  }
  resetPeakCoroutines();
  peak.set(alive);
  for (let site = 0; site < siteCount; site++) {
    siteFigures[(site << SITE_SHIFT) + SiteFigure.Longest] = 0;
  }
  forgetStretches();
}

function raise(maxima: Map<number, number>, id: number, value: number): void {
  if (value > (maxima.get(id) ?? 0)) maxima.set(id, value);
}
