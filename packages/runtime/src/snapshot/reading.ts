import { now } from '../clock/engine-time.js';
import { lastEvent, stackDepth } from '../clock/registers.js';
import { stack } from '../engine/shadow-stack.js';
import { idleUpTo } from '../engine/tasks.js';
import { State } from '../tables/activation-state.js';
import { addBlame, blameTotals, readOpenBlame } from '../tables/blame.js';
import {
  contexts,
  CoroutineFigure,
  Figure,
  FIGURE_SHIFT,
  functionRowOf,
  isCoroutine,
  isOutermost,
  offsetOfCoroutine,
} from '../tables/contexts.js';
import { functionStats } from '../tables/function-stats.js';
import { copyCounts } from '../tables/histograms.js';
import { moveHotTime } from '../tables/hot-functions.js';
import type { RecordedLongTask } from '../tables/long-tasks.js';
import { bursts } from '../tables/bursts.js';
import { sequences } from '../tables/sequences.js';
import { NO_SITE_ROW } from '../tables/site-stats.js';
import { Size, sizes } from '../tables/sizes.js';
import {
  stateOf,
  SUSPENSION_SHIFT,
  SuspensionFigure,
  SuspensionLink,
  suspensionStats,
} from '../tables/suspension-stats.js';

/**
 * All figures at one moment: what has ended, plus what is in progress so far. Taking a reading changes
 * nothing. Columns are indexed by the engine's rows; those of a later reading are never shorter.
 *
 *     self       Self                              + now - lastEvent        of the context on top
 *     onStack    OnStack                           + now - start            of each frame
 *     awaiting   sum of Sum over suspensions       + now * (Begun - Ended)  unless Paused
 *     external   awaiting - (Explained             + now * ExplainedLive)
 *     span       span                              + now - aliveSince       if any activation is alive
 *     outside    sum of Outside over suspensions   + (idle - IdleTotal) * (Begun - Ended - ExplainedLive)
 *     idle       idle                              + idle - idleBefore      if any activation is alive
 *     blame      blame                             + that of the last two turns, which is not settled
 */
export interface Reading {
  moment: number;
  /** The time that the thread was idle. */
  idle: number;
  /** Blame that belongs to no context, by BlameTotal. */
  blameTotals: Float64Array;
  /** Blame of long tasks that is not settled. */
  openBlame: Map<RecordedLongTask, number>;
  contexts: {
    calls: Float64Array;
    untimed: Float64Array;
    live: Float64Array;
    suspensions: Float64Array;
    self: Float64Array;
    onStack: Float64Array;
    awaiting: Float64Array;
    paused: Float64Array;
    external: Float64Array;
    outside: Float64Array;
    contended: Float64Array;
    blame: Float64Array;
  };
  /** By row of function-stats. */
  functions: {
    onStack: Float64Array;
    span: Float64Array;
    idle: Float64Array;
    keptWaiting: Float64Array;
  };
  /** By row of site-stats. */
  sites: {
    suspended: Float64Array;
    resumed: Float64Array;
    /** Of those that are suspended there now. */
    collected: Float64Array;
    waiting: Float64Array;
    outside: Float64Array;
    contended: Float64Array;
  };
  histograms: Uint32Array;
  sequences: { times: Float64Array; saving: Float64Array };
  bursts: { times: Float64Array; calls: Float64Array };
  foldedCalls: number;
  /** See hot-functions. */
  hotChanges: number;
  foldedTags: number;
  /** What is on the stack right now, as a task that ends here. */
  runningTask: RecordedLongTask | null;
}

/** @param moment now, unless the thread has ended before */
export function takeReading(moment = now()): Reading {
  const idle = idleUpTo(moment, stackDepth[0] === 0);
  const reading: Reading = {
    moment,
    idle,
    blameTotals: blameTotals.slice(),
    openBlame: new Map(),
    contexts: readContexts(moment, idle),
    functions: {
      onStack: functionStats.onStack.slice(0, sizes[Size.Functions]),
      span: functionStats.span.slice(0, sizes[Size.Functions]),
      idle: functionStats.idle.slice(0, sizes[Size.Functions]),
      keptWaiting: functionStats.keptWaiting.slice(0, sizes[Size.Functions]),
    },
    sites: readSites(moment, idle),
    histograms: copyCounts(),
    bursts: {
      times: bursts.times.slice(0, sizes[Size.Bursts]),
      calls: bursts.calls.slice(0, sizes[Size.Bursts]),
    },
    sequences: {
      times: sequences.times.slice(0, sizes[Size.Sequences]),
      saving: sequences.saving.slice(0, sizes[Size.Sequences]),
    },
    hotChanges: sizes[Size.HotChanges],
    foldedCalls: sizes[Size.FoldedCalls],
    foldedTags: sizes[Size.FoldedTags],
    runningTask: readRunningTask(moment),
  };
  addFrames(reading, moment);
  moveHotTime(reading);
  completeSpans(reading, moment);
  addOpenBlame(reading);
  return reading;
}

function readContexts(moment: number, idle: number): Reading['contexts'] {
  const column = () => new Float64Array(sizes[Size.Contexts]);
  const columns = {
    calls: column(),
    untimed: column(),
    live: column(),
    suspensions: column(),
    self: column(),
    onStack: column(),
    awaiting: column(),
    paused: column(),
    external: column(),
    outside: column(),
    contended: column(),
    blame: contexts.blame.slice(0, sizes[Size.Contexts]),
  };
  const { suspensions, awaiting, paused, external, outside, contended } = columns;
  for (let row = 1; row < sizes[Size.Suspensions]; row++) {
    const { begun, time, ...contention } = readSuspension(row, moment, idle);
    const context = suspensionStats.links[(row << SUSPENSION_SHIFT) + SuspensionLink.Context];
    const state = stateOf(suspensionStats.links[(row << SUSPENSION_SHIFT) + SuspensionLink.Key]);
    suspensions[context] += begun;
    (state === State.Paused ? paused : awaiting)[context] += time;
    outside[context] += contention.outside;
    contended[context] += contention.contended;
  }
  for (let context = 0; context < sizes[Size.Contexts]; context++) {
    const offset = context << FIGURE_SHIFT;
    columns.calls[context] = contexts.figures[offset + Figure.Calls];
    columns.self[context] = contexts.figures[offset + Figure.Self];
    columns.onStack[context] = contexts.figures[offset + Figure.OnStack];
    if (!isCoroutine(context)) {
      // Memory that is only read takes no room.
      const untimed = contexts.figures[offset + Figure.Untimed];
      if (untimed > 0) columns.untimed[context] = untimed;
      continue;
    }
    columns.live[context] = columns.calls[context] - contexts.figures[offset + Figure.Exits];
    const of = (figure: CoroutineFigure) =>
      contexts.coroutineFigures[offsetOfCoroutine(context) + figure];
    const explained = of(CoroutineFigure.Explained) + of(CoroutineFigure.ExplainedLive) * moment;
    external[context] = awaiting[context] - explained;
  }
  return columns;
}

function readSites(moment: number, idle: number): Reading['sites'] {
  const columns = {
    suspended: new Float64Array(sizes[Size.Sites]),
    resumed: new Float64Array(sizes[Size.Sites]),
    collected: new Float64Array(sizes[Size.Sites]),
    waiting: new Float64Array(sizes[Size.Sites]),
    outside: new Float64Array(sizes[Size.Sites]),
    contended: new Float64Array(sizes[Size.Sites]),
  };
  for (let row = 1; row < sizes[Size.Suspensions]; row++) {
    const siteRow = suspensionStats.links[(row << SUSPENSION_SHIFT) + SuspensionLink.SiteRow];
    if (siteRow === NO_SITE_ROW) continue;
    const { begun, ended, time, outside, contended } = readSuspension(row, moment, idle);
    columns.suspended[siteRow] += begun;
    columns.resumed[siteRow] += ended;
    columns.collected[siteRow] +=
      suspensionStats.links[(row << SUSPENSION_SHIFT) + SuspensionLink.Collected];
    columns.waiting[siteRow] += time;
    columns.outside[siteRow] += outside;
    columns.contended[siteRow] += contended;
  }
  return columns;
}

/** @param idle The thread's idle time at that moment. */
function readSuspension(row: number, moment: number, idle: number) {
  const offset = row << SUSPENSION_SHIFT;
  const of = (figure: SuspensionFigure) => suspensionStats.figures[offset + figure];
  const begun = of(SuspensionFigure.Begun);
  const ended = of(SuspensionFigure.Ended);
  const live = begun - ended;
  const isPaused = stateOf(suspensionStats.links[offset + SuspensionLink.Key]) === State.Paused;
  const external = live - of(SuspensionFigure.ExplainedLive);
  return {
    begun,
    ended,
    time: of(SuspensionFigure.Sum) + live * moment,
    // A consumer that holds a generator is nothing outside.
    outside: isPaused
      ? 0
      : of(SuspensionFigure.Outside) + external * (idle - of(SuspensionFigure.IdleTotal)),
    contended: of(SuspensionFigure.Contended),
  };
}

function readRunningTask(moment: number): RecordedLongTask | null {
  if (stackDepth[0] === 0) return null;
  // Calls that have already ended are ignored: the heaviest is sought among what is still running.
  let heaviest = 1;
  while (
    heaviest < stackDepth[0] &&
    (moment - stack.start[heaviest + 1]) * 2 >= moment - stack.start[heaviest]
  ) {
    heaviest++;
  }
  return {
    end: moment,
    duration: moment - stack.start[1],
    context: stack.context[1],
    heaviest: stack.context[heaviest],
    cpu: undefined,
    blame: 0,
  };
}

/** Adds the time so far of the frames on the stack. */
function addFrames(reading: Reading, moment: number): void {
  reading.contexts.self[stack.top] += moment - lastEvent[0];
  const counted = new Set<number>();
  for (let frame = 1; frame <= stackDepth[0]; frame++) {
    const context = stack.context[frame];
    const duration = moment - stack.start[frame];
    reading.contexts.onStack[context] += duration;
    if (!isCoroutine(context)) reading.contexts.live[context]++;
    else if (!isOutermost(context)) continue;
    // Recursion counts once: the outermost frame covers the inner ones.
    const row = functionRowOf(context);
    if (counted.has(row)) continue;
    counted.add(row);
    reading.functions.onStack[row] += duration;
  }
}

/** Completes the spans; a synchronous function is alive while it is on the stack, with no idle time. */
function completeSpans(reading: Reading, moment: number): void {
  const { onStack, span, idle } = reading.functions;
  for (let row = 0; row < sizes[Size.Functions]; row++) {
    if (functionStats.isCoroutine[row] === 0) span[row] = onStack[row];
    else if (functionStats.alive[row] > 0) {
      span[row] += moment - functionStats.aliveSince[row];
      idle[row] += reading.idle - functionStats.idleBefore[row];
    }
  }
}

function addOpenBlame({
  contexts: { blame: column },
  blameTotals: totals,
  openBlame,
}: Reading): void {
  readOpenBlame((context, task, blame) => {
    addBlame(context, blame, column, totals);
    if (task !== null) openBlame.set(task, blame);
  });
}
