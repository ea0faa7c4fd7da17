import { AWAITING, Flag, ON_STACK } from './activation-tables.js';
import { activationsOf } from './activations.js';
import { NONE, type Trace } from './trace.js';

/**
 * The sums over a trace by context: equal to the figures of a profile of the same time, as far as no
 * event is missing. Times are milliseconds.
 */
export interface TraceFigures {
  calls: Float64Array;
  suspensions: Float64Array;
  onStack: Float64Array;
  awaiting: Float64Array;
  paused: Float64Array;
}

export function traceFigures(trace: Trace): TraceFigures {
  const { tables, count } = activationsOf(trace);
  const column = () => new Float64Array(trace.contexts.parent.length);
  const figures = {
    calls: tables.calls.slice(),
    suspensions: column(),
    onStack: column(),
    awaiting: column(),
    paused: column(),
  };
  const { context, flags, suspensions, start, end } = tables;
  for (let row = 0; row < count; row++) {
    if (context.values[row] === NONE) continue;
    figures.suspensions[context.values[row]] += suspensions.values[row];
    if ((flags.values[row] & Flag.Coroutine) === 0) {
      figures.onStack[context.values[row]] += end.values[row] - start.values[row];
    }
  }
  const { intervalOf, intervalState, intervalStart, intervalEnd } = tables;
  for (let interval = 0; interval < intervalOf.length; interval++) {
    const of = context.values[intervalOf.values[interval]];
    if (of === NONE) continue;
    const state = intervalState.values[interval];
    const time =
      state === ON_STACK ? figures.onStack : state === AWAITING ? figures.awaiting : figures.paused;
    time[of] += intervalEnd.values[interval] - intervalStart.values[interval];
  }
  return figures;
}
