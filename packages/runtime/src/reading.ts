import {
  contextCount,
  coroutineFigures,
  CoroutineFigure,
  COROUTINE_SHIFT,
  Figure,
  FIGURE_SHIFT,
  figures,
  foldedCalls,
  functionOf,
} from './contexts.js';
import { now } from './engine-time.js';
import {
  alive,
  functionCount,
  functionOnStack,
  isCoroutine,
  span,
  spanStart,
} from './functions.js';
import { histograms } from './histograms.js';
import { sequenceCount, sequenceSaving, sequenceTimes } from './sequences.js';
import { depth, frameContext, frameStart, LAST_EVENT, top } from './shadow-stack.js';
import { SiteFigure, siteCount, siteFigures, SITE_SHIFT } from './sites.js';
import type { RecordedStretch } from './stretches.js';

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
  functions: { onStack: Float64Array; span: Float64Array };
  sites: {
    suspended: Float64Array;
    resumed: Float64Array;
    waiting: Float64Array;
    /** 1 + row in the histograms, or 0. */
    histogramRow: Float64Array;
  };
  histograms: Uint32Array;
  sequences: { times: Float64Array; saving: Float64Array };
  foldedCalls: number;
  /** What is on the stack right now, as a stretch that ends here. */
  stretch: RecordedStretch | null;
}

export function takeReading(): Reading {
  const moment = now();
  const reading: Reading = {
    moment,
    contexts: readContexts(moment),
    functions: {
      onStack: functionOnStack.slice(0, functionCount),
      span: span.slice(0, functionCount),
    },
    sites: readSites(moment),
    histograms: histograms.slice(),
    sequences: {
      times: sequenceTimes.slice(0, sequenceCount),
      saving: sequenceSaving.slice(0, sequenceCount),
    },
    foldedCalls,
    stretch: readStretch(moment),
  };
  addFrames(reading, moment);
  addLives(reading, moment);
  return reading;
}

function readContexts(moment: number): Reading['contexts'] {
  const column = () => new Float64Array(contextCount);
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
  for (let context = 0; context < contextCount; context++) {
    const offset = context << FIGURE_SHIFT;
    columns.calls[context] = figures[offset + Figure.Calls];
    columns.self[context] = figures[offset + Figure.Self];
    columns.onStack[context] = figures[offset + Figure.OnStack];
    const row = figures[offset + Figure.CoroutineRow];
    if (row === 0) continue;
    const of = (figure: CoroutineFigure) =>
      coroutineFigures[((row - 1) << COROUTINE_SHIFT) + figure];
    columns.live[context] = columns.calls[context] - of(CoroutineFigure.Exits);
    columns.suspensions[context] = of(CoroutineFigure.Suspensions);
    // The sum over those waiting of (moment - start) needs only their number and the sum of starts.
    columns.awaiting[context] =
      of(CoroutineFigure.Awaiting) +
      of(CoroutineFigure.AwaitingLive) * moment -
      of(CoroutineFigure.AwaitingStarts);
    columns.paused[context] =
      of(CoroutineFigure.Paused) +
      of(CoroutineFigure.PausedLive) * moment -
      of(CoroutineFigure.PausedStarts);
    columns.external[context] =
      of(CoroutineFigure.External) +
      of(CoroutineFigure.ExternalLive) * moment -
      of(CoroutineFigure.ExternalStarts);
  }
  return columns;
}

function readSites(moment: number): Reading['sites'] {
  const columns = {
    suspended: new Float64Array(siteCount),
    resumed: new Float64Array(siteCount),
    waiting: new Float64Array(siteCount),
    histogramRow: new Float64Array(siteCount),
  };
  for (let site = 0; site < siteCount; site++) {
    const offset = site << SITE_SHIFT;
    const suspended = siteFigures[offset + SiteFigure.Suspended];
    const resumed = siteFigures[offset + SiteFigure.Resumed];
    columns.suspended[site] = suspended;
    columns.resumed[site] = resumed;
    columns.waiting[site] =
      siteFigures[offset + SiteFigure.Waiting] +
      (suspended - resumed) * moment -
      siteFigures[offset + SiteFigure.Starts];
    columns.histogramRow[site] = siteFigures[offset + SiteFigure.HistogramRow];
  }
  return columns;
}

function readStretch(moment: number): RecordedStretch | null {
  if (depth === 0) return null;
  // Calls that have ended already are left out of account: what is still running is what holds it.
  let heaviest = 1;
  while (
    heaviest < depth &&
    (moment - frameStart[heaviest + 1]) * 2 >= moment - frameStart[heaviest]
  ) {
    heaviest++;
  }
  return {
    end: moment,
    duration: moment - frameStart[1],
    context: frameContext[1],
    heaviest: frameContext[heaviest],
  };
}

/** Adds what the frames on the stack have had so far. */
function addFrames({ contexts, functions }: Reading, moment: number): void {
  contexts.self[top] += moment - frameStart[LAST_EVENT];
  const counted = new Set<number>();
  for (let frame = 1; frame <= depth; frame++) {
    const context = frameContext[frame];
    const duration = moment - frameStart[frame];
    contexts.onStack[context] += duration;
    const row = figures[(context << FIGURE_SHIFT) + Figure.CoroutineRow];
    if (row === 0) contexts.live[context]++;
    else if (coroutineFigures[((row - 1) << COROUTINE_SHIFT) + CoroutineFigure.Outermost] === 0) {
      continue;
    }
    // Recursion counts once: the outermost frame covers the others.
    const fn = functionOf[context];
    if (counted.has(fn)) continue;
    counted.add(fn);
    functions.onStack[fn] += duration;
  }
}

/** Completes the spans: a synchronous function lives while it is on the stack. */
function addLives({ functions }: Reading, moment: number): void {
  for (let fn = 0; fn < functionCount; fn++) {
    if (isCoroutine[fn] === 0) functions.span[fn] = functions.onStack[fn];
    else if (alive[fn] > 0) functions.span[fn] += moment - spanStart[fn];
  }
}
