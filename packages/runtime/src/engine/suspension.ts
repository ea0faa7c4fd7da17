import { checkpoint, idleTotal, lastEvent, sample } from '../clock/registers.js';
import { State } from '../tables/activation-state.js';
import { contexts, CoroutineFigure, offsetOfCoroutine } from '../tables/contexts.js';
import { bucketOfSample, histograms } from '../tables/histograms.js';
import {
  rowOfSuspension,
  siteOf,
  SUSPENSION_SHIFT,
  SuspensionFigure,
  SuspensionLink,
  suspensionStats,
} from '../tables/suspension-stats.js';
import type { Activation } from './activation.js';
import { bookContended } from './contention.js';
import { History } from './history.js';
import { recordAwait } from './overlap.js';
import { stack } from './shadow-stack.js';

/**
 * What is recorded of an activation that is off the stack: how long it waits, and how much of that its
 * children explain. A child is active while it is alive and not paused; the rest of the wait is external:
 *
 *     activation    == on stack ==|--------- awaiting ---------|== on stack ==
 *     its child                |====== active ======|
 *                                 |--- explained ---|-external-|
 *
 * Both are running sums (see suspension-stats). In doubles these are exact for whole milliseconds. With
 * a wall clock, each event rounds by about 1e-16 of (time since the clock's origin * suspensions in
 * progress), up as often as down.
 */
export type OffStack = State.Awaiting | State.Paused | State.Detached | State.Yielding;

/** The history of an activation, added if it has none. */
export function historyOf(activation: Activation): History {
  // One without a history is in its first frame, or that has just been popped: its slot is as it was.
  return (activation.history ??= new History(stack.start[activation.depth]));
}

/** The suspension of an activation ends, which is then off the stack without one. */
export function endSuspension(activation: Activation, history: History): void {
  const { figures, links } = suspensionStats;
  const offset = history.row << SUSPENSION_SHIFT;
  const moment = lastEvent[0];
  const wait = moment - history.since;
  const { state, owner, activeChildren } = activation;
  sample[0] = wait;
  const bucket = bucketOfSample(links[offset + SuspensionLink.Histogram]);
  // One that began in this checkpoint was not idle, and is not contended.
  const isLong = history.since < checkpoint[0];
  if (isLong) completeOutside(offset);
  if (state === State.Paused) {
    if (owner !== null) {
      beginExplainedBy(owner);
      owner.activeChildren++;
    }
  } else if (activeChildren !== 0) {
    endExplained(activation, history);
  }
  activation.state = State.Between;
  figures[offset + SuspensionFigure.Ended]++;
  figures[offset + SuspensionFigure.Sum] += moment;
  if (wait > figures[offset + SuspensionFigure.Longest])
    figures[offset + SuspensionFigure.Longest] = wait;
  histograms.counts[bucket]++;
  history.ended++;
  if (state === State.Awaiting) {
    if (isLong) bookContended(history, offset);
    recordAwait(history, links[offset + SuspensionLink.SiteRow]);
  }
}

/**
 * Adds to a row the idle time of the external stretches in progress, before one begins or ends. Idle time
 * passes between checkpoints only, so that most suspensions find nothing to add.
 */
export function completeOutside(offset: number): void {
  const { figures } = suspensionStats;
  const stretches =
    figures[offset + SuspensionFigure.Begun] -
    figures[offset + SuspensionFigure.Ended] -
    figures[offset + SuspensionFigure.ExplainedLive];
  const idle = idleTotal[0] - figures[offset + SuspensionFigure.IdleTotal];
  figures[offset + SuspensionFigure.Outside] += stretches * idle;
  figures[offset + SuspensionFigure.IdleTotal] = idleTotal[0];
}

/** The promise that a `yield` awaited has settled: from now on the consumer holds the generator. */
export function becomePaused(activation: Activation, history: History): void {
  const { state, owner } = activation;
  const awaited = history.row << SUSPENSION_SHIFT;
  const moment = lastEvent[0];
  const site = siteOf(suspensionStats.links[awaited + SuspensionLink.Key]);
  const row = rowOfSuspension(history.row, activation.context, site, State.Paused);
  completeOutside(awaited);
  if (activation.activeChildren !== 0) endExplained(activation, history);
  if (state === State.Awaiting && history.since < checkpoint[0]) bookContended(history, awaited);
  recordAwait(history, suspensionStats.links[awaited + SuspensionLink.SiteRow]);
  if (owner !== null) {
    endExplainedBy(owner);
    owner.activeChildren--;
  }
  suspensionStats.figures[awaited + SuspensionFigure.Begun]--;
  suspensionStats.figures[awaited + SuspensionFigure.Sum] += moment;
  history.row = row;
  const paused = row << SUSPENSION_SHIFT;
  suspensionStats.figures[paused + SuspensionFigure.Begun]++;
  suspensionStats.figures[paused + SuspensionFigure.Sum] -= moment;
  activation.state = State.Paused;
}

/** Takes back a suspension that did not happen, since the delegated iterator was done. */
export function cancelSuspension(activation: Activation, history: History): void {
  const { owner } = activation;
  if (owner !== null) {
    beginExplainedBy(owner);
    owner.activeChildren++;
  }
  const offset = history.row << SUSPENSION_SHIFT;
  suspensionStats.figures[offset + SuspensionFigure.Begun]--;
  suspensionStats.figures[offset + SuspensionFigure.Sum] += lastEvent[0];
  history.delegating = false;
  history.isContinuation = false;
  activation.state = State.Between;
}

/** A child goes on after a pause, which the caller counts next: from now on it explains the owner's waits. */
function beginExplainedBy(owner: Activation): void {
  if (owner.activeChildren === 0 && isAwaiting(owner)) {
    beginExplained(owner, historyOf(owner).row);
  }
}

/** A child ends or is paused, which the caller counts next. */
export function endExplainedBy(owner: Activation): void {
  if (owner.activeChildren === 1 && isAwaiting(owner)) endExplained(owner, historyOf(owner));
}

function isAwaiting({ state }: Activation): boolean {
  return state === State.Awaiting || state === State.Detached || state === State.Yielding;
}

export function beginExplained({ context }: Activation, row: number): void {
  const { coroutineFigures } = contexts;
  const offset = offsetOfCoroutine(context);
  const wait = row << SUSPENSION_SHIFT;
  completeOutside(wait);
  coroutineFigures[offset + CoroutineFigure.ExplainedLive]++;
  coroutineFigures[offset + CoroutineFigure.Explained] -= lastEvent[0];
  suspensionStats.figures[wait + SuspensionFigure.ExplainedLive]++;
}

function endExplained({ context }: Activation, history: History): void {
  const { coroutineFigures } = contexts;
  const offset = offsetOfCoroutine(context);
  const wait = history.row << SUSPENSION_SHIFT;
  completeOutside(wait);
  coroutineFigures[offset + CoroutineFigure.ExplainedLive]--;
  coroutineFigures[offset + CoroutineFigure.Explained] += lastEvent[0];
  suspensionStats.figures[wait + SuspensionFigure.ExplainedLive]--;
  history.explainedUntil = lastEvent[0];
}
