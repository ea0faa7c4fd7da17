import { NEVER, NO_SITE, State, type Activation } from './activation.js';
import { coroutineFigures, CoroutineFigure } from './contexts.js';
import { recordAwait } from './sequences.js';

/**
 * The books of an activation that is off the stack: how long it is awaiting, paused, and awaiting
 * something that none of its children explains. What ends is added up; for what lasts, a count and the
 * sum of the beginnings stand, so that the figures can be read at any moment.
 */

/** An activation is off the stack from now on, in a state. */
export function beginState(
  activation: Activation,
  state: State.Awaiting | State.Paused | State.Detached,
  moment: number,
): void {
  const offset = activation.figures;
  activation.state = state;
  activation.stateSince = moment;
  activation.workBefore = activation.work;
  if (state === State.Paused) {
    coroutineFigures[offset + CoroutineFigure.PausedLive]++;
    coroutineFigures[offset + CoroutineFigure.PausedStarts] += moment;
    if (activation.owner !== null) childRests(activation.owner, moment);
  } else {
    coroutineFigures[offset + CoroutineFigure.AwaitingLive]++;
    coroutineFigures[offset + CoroutineFigure.AwaitingStarts] += moment;
    if (activation.activeChildren === 0) beginExternal(activation, moment);
  }
}

/** The state of an activation off the stack ends: its time is booked. */
export function endState(activation: Activation, moment: number): void {
  const offset = activation.figures;
  const since = activation.stateSince;
  if (activation.state === State.Paused) {
    coroutineFigures[offset + CoroutineFigure.Paused] += moment - since;
    coroutineFigures[offset + CoroutineFigure.PausedStarts] -= since;
    if (--coroutineFigures[offset + CoroutineFigure.PausedLive] === 0) {
      // Nobody is paused: what rounding has left of the sum must not grow. Likewise below.
      coroutineFigures[offset + CoroutineFigure.PausedStarts] = 0;
    }
    if (activation.owner !== null) childWakes(activation.owner, moment);
    return;
  }
  coroutineFigures[offset + CoroutineFigure.Awaiting] += moment - since;
  coroutineFigures[offset + CoroutineFigure.AwaitingStarts] -= since;
  if (--coroutineFigures[offset + CoroutineFigure.AwaitingLive] === 0) {
    coroutineFigures[offset + CoroutineFigure.AwaitingStarts] = 0;
  }
  if (activation.externalSince !== NEVER) endExternal(activation, moment);
  if (activation.site !== NO_SITE) recordAwait(activation, moment - since);
}

/** A child of an activation begins, or goes on after a pause: it explains what its parent waits for. */
export function childWakes(activation: Activation, moment: number): void {
  if (activation.activeChildren++ === 0 && activation.externalSince !== NEVER) {
    endExternal(activation, moment);
  }
}

/** A child of an activation ends or is paused. */
export function childRests(activation: Activation, moment: number): void {
  const remaining = --activation.activeChildren;
  const { state } = activation;
  if (remaining === 0 && (state === State.Awaiting || state === State.Detached)) {
    beginExternal(activation, moment);
  }
}

function beginExternal(activation: Activation, moment: number): void {
  const offset = activation.figures;
  activation.externalSince = moment;
  coroutineFigures[offset + CoroutineFigure.ExternalLive]++;
  coroutineFigures[offset + CoroutineFigure.ExternalStarts] += moment;
}

function endExternal(activation: Activation, moment: number): void {
  const offset = activation.figures;
  const since = activation.externalSince;
  activation.externalSince = NEVER;
  coroutineFigures[offset + CoroutineFigure.External] += moment - since;
  coroutineFigures[offset + CoroutineFigure.ExternalStarts] -= since;
  if (--coroutineFigures[offset + CoroutineFigure.ExternalLive] === 0) {
    coroutineFigures[offset + CoroutineFigure.ExternalStarts] = 0;
  }
}
