import { stackDepth } from '../clock/registers.js';
import { lastEvent } from '../clock/registers.js';
import { growCredit, hotFunctions, judge, SAMPLE } from '../tables/hot-functions.js';
import { enter, exit, popUntimed, pushUntimed, stack } from './shadow-stack.js';

/**
 * The probes of synchronous functions where hot ones are counted. They replace the ordinary ones, which thus pay
 * nothing for it. The token of a call that is not timed is its depth, negative.
 */

/** A synchronous function begins. What begins a task is timed: gaps and long tasks are bounded by it. */
export function enterOrCount(fn: number): number {
  const { isCounted, untilTimed } = hotFunctions;
  if (isCounted[fn] !== 1 || stackDepth[0] === 0) return enter(fn);
  if (--untilTimed[fn] > 0) return -pushUntimed(fn);
  untilTimed[fn] = SAMPLE;
  return enter(fn);
}

/** A synchronous function ends, normally or not. */
export function exitTimedOrNot(token: number): void {
  if (token < 0) return popUntimed(-token);
  exit(token);
  // A popped slot keeps its content until the next push.
  const { credit, limit, enough } = hotFunctions;
  const row = stack.functionRow[token];
  const duration = lastEvent[0] - stack.start[token];
  const left = credit[row] + limit - duration;
  credit[row] = left;
  if (left > -enough && left < enough) return;
  if (row >= credit.length) growCredit();
  else judge(row, duration);
}
