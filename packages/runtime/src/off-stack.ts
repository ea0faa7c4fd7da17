import { State, type Activation } from './activation.js';
import { lastEvent, sample } from './cells.js';
import { contexts, CoroutineFigure, offsetOfCoroutine } from './contexts.js';
import { countSample } from './histograms.js';
import { History } from './history.js';
import { recordAwait } from './sequences.js';
import { stack } from './shadow-stack.js';
import { rowOfWait, siteOf, WaitFigure, WaitPlace, waits, WAIT_SHIFT } from './waits.js';

/**
 * The books of an activation that is off the stack: how long it waits, and how much of that its
 * children explain. A beginning is subtracted and an end added, so that a sum and a number of beginnings
 * without an end give the figure at any moment. In doubles that is exact for whole milliseconds;
 * of a wall clock's it loses a share of 1e-16 of (time since the clock's origin x waits in progress) an
 * event, which has no direction.
 */

type OffStack = State.Awaiting | State.Paused | State.Detached;

/** What an activation remembers from now on. */
export function historyOf(activation: Activation): History {
  // One that has none yet is in its first frame, or that has just been taken off: its slot is as it was.
  return (activation.history ??= new History(stack.start[activation.depth]));
}

/** An activation that has just been taken off the stack waits at a site of its file. */
export function beginWait(activation: Activation, site: number, state: OffStack): History {
  const history = historyOf(activation);
  const row = rowOfWait(history.row, activation.context, site, state);
  const { figures } = waits;
  const offset = row << WAIT_SHIFT;
  const moment = lastEvent[0];
  figures[offset + WaitFigure.Begun]++;
  figures[offset + WaitFigure.Sum] -= moment;
  history.row = row;
  history.since = moment;
  history.workMeanwhile = 0;
  activation.state = state;
  if (state === State.Paused) {
    const { owner } = activation;
    if (owner !== null) childRests(owner);
  } else if (activation.activeChildren !== 0) {
    beginExplained(activation);
  }
  return history;
}

/** The wait of an activation off the stack ends. */
export function endWait(activation: Activation, history: History): void {
  const { figures, places } = waits;
  const offset = history.row << WAIT_SHIFT;
  const moment = lastEvent[0];
  const wait = moment - history.since;
  figures[offset + WaitFigure.Ended]++;
  figures[offset + WaitFigure.Sum] += moment;
  if (wait > figures[offset + WaitFigure.Longest]) figures[offset + WaitFigure.Longest] = wait;
  sample[0] = wait;
  countSample(places[offset + WaitPlace.Histogram]);
  history.ended++;
  const { state, owner, activeChildren } = activation;
  if (state === State.Paused) {
    if (owner !== null) childWakes(owner);
  } else {
    if (activeChildren !== 0) endExplained(activation);
    if (state === State.Awaiting) recordAwait(history, places[offset + WaitPlace.Place]);
  }
}

/** What a `yield` awaited has settled: from now on it is the consumer who holds the generator. */
export function turnPaused(activation: Activation, history: History): void {
  const awaited = history.row << WAIT_SHIFT;
  const moment = lastEvent[0];
  waits.figures[awaited + WaitFigure.Begun]--;
  waits.figures[awaited + WaitFigure.Sum] += moment;
  if (activation.activeChildren !== 0) endExplained(activation);
  recordAwait(history, waits.places[awaited + WaitPlace.Place]);
  const site = siteOf(waits.places[awaited + WaitPlace.Key]);
  history.row = rowOfWait(history.row, activation.context, site, State.Paused);
  const paused = history.row << WAIT_SHIFT;
  waits.figures[paused + WaitFigure.Begun]++;
  waits.figures[paused + WaitFigure.Sum] -= moment;
  activation.state = State.Paused;
  if (activation.owner !== null) childRests(activation.owner);
}

/** A suspension turned out to be none: the delegated iterator was done. */
export function cancelWait(activation: Activation, history: History): void {
  const offset = history.row << WAIT_SHIFT;
  waits.figures[offset + WaitFigure.Begun]--;
  waits.figures[offset + WaitFigure.Sum] += lastEvent[0];
  history.delegating = false;
  if (activation.owner !== null) childWakes(activation.owner);
}

/** A child of an activation begins, or goes on after a pause: it explains what its parent waits for. */
export function childWakes(activation: Activation): void {
  if (activation.activeChildren++ === 0 && isAwaiting(activation)) {
    beginExplained(activation);
  }
}

/** A child of an activation ends or is paused. */
export function childRests(activation: Activation): void {
  if (--activation.activeChildren === 0 && isAwaiting(activation)) {
    endExplained(activation);
  }
}

function isAwaiting({ state }: Activation): boolean {
  return state === State.Awaiting || state === State.Detached;
}

function beginExplained({ context }: Activation): void {
  const { coroutineFigures } = contexts;
  const offset = offsetOfCoroutine(context);
  coroutineFigures[offset + CoroutineFigure.ExplainedLive]++;
  coroutineFigures[offset + CoroutineFigure.Explained] -= lastEvent[0];
}

function endExplained({ context }: Activation): void {
  const { coroutineFigures } = contexts;
  const offset = offsetOfCoroutine(context);
  coroutineFigures[offset + CoroutineFigure.ExplainedLive]--;
  coroutineFigures[offset + CoroutineFigure.Explained] += lastEvent[0];
}
