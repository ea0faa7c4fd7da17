import { checkpoint } from '../clock/registers.js';
import { addContended, horizon } from '../tables/blame.js';
import { SuspensionFigure, suspensionStats } from '../tables/suspension-stats.js';
import type { History } from './history.js';

/**
 * How much of the end of a wait the thread may be to blame for. Its event loop looks at what is ready at
 * the start of each turn, and whenever it is idle, and delivers that by the end of the turn. So what a wait
 * was for may have been ready, at the earliest, since the turn before the one in which it ends began:
 *
 *     turns          |        1        |        2        |        3        |
 *     tasks           ==a==    ==b==    ==c==    ==d==    ==e==    =w=
 *     wait of w          |-------------------------------------------|
 *     contended                         |==============================|
 *
 * or since the wait began, the last activation that the waiting one had started ended, or the thread was
 * last idle, whichever is latest. That is an upper bound for timers, polled events, immediates, messages
 * and microtasks.
 *
 * What computes the very result that is waited for keeps nobody waiting. A promise settles in the
 * checkpoint in which those who await it go on: the microtasks that run one after the other, without a gap
 * in which the loop could have turned, and whatever goes on in the same turn after a callback of the loop,
 * which may have set it off. Hence two rules:
 *
 * - Nothing of that checkpoint is to blame, since which of its tasks has settled the promise is unknown.
 *   A contended stretch ends where the checkpoint begins, and one released by a barrier is not blamed on
 *   another that was released before it.
 * - Neither are earlier tasks of the activations that went on in the checkpoint before: one that computes
 *   in several turns may have settled the promise now. The latest of these tasks ended when the
 *   activation began to wait, and the stretch begins after that.
 *
 * What these rules leave out is not called contended; it stays undecided.
 */
export const contention = {
  /** When the last of the activations that went on in this checkpoint began to wait. */
  settlersSince: 0,
};

/** Books the contended end of a wait that began before the current checkpoint. */
export function bookContended({ since, explainedUntil }: History, offset: number): void {
  let from = horizon();
  if (since > from) from = since;
  if (explainedUntil > from) from = explainedUntil;
  if (contention.settlersSince > from) from = contention.settlersSince;
  if (since > contention.settlersSince) contention.settlersSince = since;
  const contended = checkpoint[0] - from;
  if (contended <= 0) return;
  addContended(from);
  suspensionStats.figures[offset + SuspensionFigure.Contended] += contended;
}
