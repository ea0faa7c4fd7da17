import { coroutines } from './coroutines.js';
import { functions } from './functions.js';
import { NO_SITE } from './sites.js';
import { forgetStretches, longestStretches, stretches, type RecordedStretch } from './stretches.js';
import { WaitFigure, WaitPlace, waits, WAIT_SHIFT } from './waits.js';

/**
 * The figures of a window that no subtraction gives: the most alive at once, the longest life, the
 * longest wait, the longest stretches. The engine keeps each since the last mark, and a mark hands them on to every
 * open window; so an event costs the same however many windows are open.
 */
export interface Maxima {
  coroutines: number;
  functions: Map<number, number>;
  lives: Map<number, number>;
  sites: Map<number, number>;
  stretches: RecordedStretch[];
}

const open = new Set<Maxima>();

export function openMaxima(): Maxima {
  mark();
  const maxima: Maxima = {
    coroutines: coroutines.live,
    functions: new Map(),
    lives: new Map(),
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
    maxima.coroutines = Math.max(maxima.coroutines, coroutines.peak);
    for (let fn = 1; fn < functions.count; fn++) {
      raise(maxima.functions, fn, functions.peak[fn]);
      raise(maxima.lives, fn, functions.longestLife[fn]);
    }
    for (let row = 1; row < waits.count; row++) {
      const offset = row << WAIT_SHIFT;
      const site = waits.places[offset + WaitPlace.Site];
      if (site !== NO_SITE) raise(maxima.sites, site, waits.figures[offset + WaitFigure.Longest]);
    }
    maxima.stretches = longestStretches([...maxima.stretches, ...Array.from(stretches.longest)]);
  }
  coroutines.peak = coroutines.live;
  functions.peak.set(functions.alive);
  functions.longestLife.fill(0);
  for (let row = 1; row < waits.count; row++) {
    waits.figures[(row << WAIT_SHIFT) + WaitFigure.Longest] = 0;
  }
  forgetStretches();
}

function raise(maxima: Map<number, number>, id: number, value: number): void {
  if (value > (maxima.get(id) ?? 0)) maxima.set(id, value);
}
