import { activationsOf } from './activations.js';
import type { Trace } from './trace.js';

/** The time between two moments during which the event loop slept; 0 if the trace does not tell. */
export function idleTime(trace: Trace, from: number, until: number): number {
  const activations = activationsOf(trace);
  const { sleepStart, sleepEnd } = activations.tables;
  let time = 0;
  for (let i = activations.sleepAt(until); i >= 0 && sleepEnd.values[i] > from; i--) {
    time += Math.min(until, sleepEnd.values[i]) - Math.max(from, sleepStart.values[i]);
  }
  return time;
}
