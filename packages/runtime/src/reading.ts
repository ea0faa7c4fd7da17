import { State } from './activation.js';
import { books } from './books.js';
import { lastEvent } from './cells.js';
import {
  bookOf,
  contexts,
  CoroutineFigure,
  Figure,
  FIGURE_SHIFT,
  isCoroutine,
  isOutermost,
  offsetOfCoroutine,
} from './contexts.js';
import { now } from './engine-time.js';
import { histograms } from './histograms.js';
import { NO_PLACE, places } from './places.js';
import { sequences } from './sequences.js';
import { stack } from './shadow-stack.js';
import type { RecordedStretch } from './stretches.js';
import { foldedTags } from './tags.js';
import { stateOf, WaitFigure, WaitPlace, waits, WAIT_SHIFT } from './waits.js';

/**
 * All figures at one moment: what has finished, plus what is live so far. Nothing is disturbed by
 * taking one. Columns are indexed by the engine's ids; a later reading's are never shorter.
 */
export interface Reading {
  moment: number;
  contexts: {
    calls: Float64Array;
    live: Float64Array;
    suspensions: Float64Array;
    self: Float64Array;
    onStack: Float64Array;
    awaiting: Float64Array;
    paused: Float64Array;
    external: Float64Array;
  };
  /** By book. */
  functions: { onStack: Float64Array; span: Float64Array };
  /** By place. */
  sites: {
    suspended: Float64Array;
    resumed: Float64Array;
    waiting: Float64Array;
  };
  histograms: Uint32Array;
  sequences: { times: Float64Array; saving: Float64Array };
  foldedCalls: number;
  foldedTags: number;
  /** What is on the stack right now, as a stretch that ends here. */
  stretch: RecordedStretch | null;
}

export function takeReading(): Reading {
  const moment = now();
  const reading: Reading = {
    moment,
    contexts: readContexts(moment),
    functions: {
      onStack: books.onStack.slice(0, books.count),
      span: books.span.slice(0, books.count),
    },
    sites: readSites(moment),
    histograms: histograms.counts.slice(),
    sequences: {
      times: sequences.times.slice(0, sequences.count),
      saving: sequences.saving.slice(0, sequences.count),
    },
    foldedCalls: contexts.folded,
    foldedTags,
    stretch: readStretch(moment),
  };
  addFrames(reading, moment);
  addLives(reading, moment);
  return reading;
}

function readContexts(moment: number): Reading['contexts'] {
  const column = () => new Float64Array(contexts.count);
  const columns = {
    calls: column(),
    live: column(),
    suspensions: column(),
    self: column(),
    onStack: column(),
    awaiting: column(),
    paused: column(),
    external: column(),
  };
  const { suspensions, awaiting, paused, external } = columns;
  for (let row = 1; row < waits.count; row++) {
    const { begun, time } = readWait(row, moment);
    const context = waits.places[(row << WAIT_SHIFT) + WaitPlace.Context];
    const state = stateOf(waits.places[(row << WAIT_SHIFT) + WaitPlace.Key]);
    suspensions[context] += begun;
    (state === State.Paused ? paused : awaiting)[context] += time;
  }
  for (let context = 0; context < contexts.count; context++) {
    const offset = context << FIGURE_SHIFT;
    columns.calls[context] = contexts.figures[offset + Figure.Calls];
    columns.self[context] = contexts.figures[offset + Figure.Self];
    columns.onStack[context] = contexts.figures[offset + Figure.OnStack];
    if (!isCoroutine(context)) continue;
    columns.live[context] = columns.calls[context] - contexts.figures[offset + Figure.Exits];
    const of = (figure: CoroutineFigure) =>
      contexts.coroutineFigures[offsetOfCoroutine(context) + figure];
    const explained = of(CoroutineFigure.Explained) + of(CoroutineFigure.ExplainedLive) * moment;
    external[context] = awaiting[context] - explained;
  }
  return columns;
}

function readSites(moment: number): Reading['sites'] {
  const columns = {
    suspended: new Float64Array(places.count),
    resumed: new Float64Array(places.count),
    waiting: new Float64Array(places.count),
  };
  for (let row = 1; row < waits.count; row++) {
    const place = waits.places[(row << WAIT_SHIFT) + WaitPlace.Place];
    if (place === NO_PLACE) continue;
    const { begun, ended, time } = readWait(row, moment);
    columns.suspended[place] += begun;
    columns.resumed[place] += ended;
    columns.waiting[place] += time;
  }
  return columns;
}

function readWait(row: number, moment: number): { begun: number; ended: number; time: number } {
  const offset = row << WAIT_SHIFT;
  const begun = waits.figures[offset + WaitFigure.Begun];
  const ended = waits.figures[offset + WaitFigure.Ended];
  return { begun, ended, time: waits.figures[offset + WaitFigure.Sum] + (begun - ended) * moment };
}

function readStretch(moment: number): RecordedStretch | null {
  if (stack.depth === 0) return null;
  // Calls that have ended already are left out of account: what is still running is what holds it.
  let heaviest = 1;
  while (
    heaviest < stack.depth &&
    (moment - stack.start[heaviest + 1]) * 2 >= moment - stack.start[heaviest]
  ) {
    heaviest++;
  }
  return {
    end: moment,
    duration: moment - stack.start[1],
    context: stack.context[1],
    heaviest: stack.context[heaviest],
  };
}

/** Adds what the frames on the stack have had so far. */
function addFrames(reading: Reading, moment: number): void {
  reading.contexts.self[stack.top] += moment - lastEvent[0];
  const counted = new Set<number>();
  for (let frame = 1; frame <= stack.depth; frame++) {
    const context = stack.context[frame];
    const duration = moment - stack.start[frame];
    reading.contexts.onStack[context] += duration;
    if (!isCoroutine(context)) reading.contexts.live[context]++;
    else if (!isOutermost(context)) continue;
    // Recursion counts once: the outermost frame covers the others.
    const book = bookOf(context);
    if (counted.has(book)) continue;
    counted.add(book);
    reading.functions.onStack[book] += duration;
  }
}

/** Completes the spans: a synchronous function lives while it is on the stack. */
function addLives({ functions: { onStack, span } }: Reading, moment: number): void {
  for (let book = 0; book < books.count; book++) {
    if (books.isCoroutine[book] === 0) span[book] = onStack[book];
    else if (books.alive[book] > 0) span[book] += moment;
  }
}
