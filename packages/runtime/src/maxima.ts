import { books } from './books.js';
import { coroutines } from './live-coroutines.js';
import { NO_PLACE } from './places.js';
import { forgetStretches, longestStretches, stretches, type RecordedStretch } from './stretches.js';
import { WaitFigure, WaitPlace, waits, WAIT_SHIFT } from './waits.js';

/**
 * The figures of a window that no subtraction gives: the most alive at once, the longest life, the
 * longest wait, the longest stretches. The engine keeps each since the last mark, and a mark hands them on to every
 * open window; so an event costs the same however many windows are open.
 */
export interface Maxima {
  /** By tag. */
  coroutines: Map<number, number>;
  /** By book. */
  functions: Map<number, number>;
  /** By book. */
  lives: Map<number, number>;
  /** By place. */
  waits: Map<number, number>;
  stretches: RecordedStretch[];
}

const open = new Set<Maxima>();

export function openMaxima(): Maxima {
  mark();
  const maxima: Maxima = {
    coroutines: new Map(),
    functions: new Map(),
    lives: new Map(),
    waits: new Map(),
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
    coroutines.peak.forEach((peak, tag) => raise(maxima.coroutines, tag, peak));
    for (let book = 1; book < books.count; book++) {
      raise(maxima.functions, book, books.peak[book]);
      raise(maxima.lives, book, books.longestLife[book]);
    }
    for (let row = 1; row < waits.count; row++) {
      const offset = row << WAIT_SHIFT;
      const place = waits.places[offset + WaitPlace.Place];
      if (place !== NO_PLACE)
        raise(maxima.waits, place, waits.figures[offset + WaitFigure.Longest]);
    }
    maxima.stretches = longestStretches([...maxima.stretches, ...Array.from(stretches.longest)]);
  }
  coroutines.peak.set(coroutines.live);
  books.peak.set(books.alive);
  books.longestLife.fill(0);
  for (let row = 1; row < waits.count; row++) {
    waits.figures[(row << WAIT_SHIFT) + WaitFigure.Longest] = 0;
  }
  forgetStretches();
}

function raise(maxima: Map<number, number>, id: number, value: number): void {
  if (value > (maxima.get(id) ?? 0)) maxima.set(id, value);
}
