import { clock } from '../clock/engine-time.js';
import { gapEnd } from '../clock/registers.js';
import { bursts, rowOfBurst } from '../tables/bursts.js';
import { ROOT } from '../tables/contexts.js';

/**
 * Bursts: calls from an empty stack that follow one after the other upon a task of another kind, within one
 * turn of the event loop. That is how a library calls back when a promise of ours has settled that it waits
 * for: the resolvers of a list of GraphQL, one for each item. They have the root for their parent, but not
 * without what came before them would they have been called then:
 *
 *     tasks    | posts goes on and ends | author | author | comments | author | ... a new turn
 *     burst                             |-- of three calls of author and one of comments, upon posts --|
 *
 * Whether posts has set them off is not known; that they always come upon it, and many upon each, is.
 */
const burst = {
  /** Counts them. */
  number: 0,
  /** The context of what ran before it; the root where it began with the turn. */
  before: ROOT,
  /** When its latest call began. */
  calledAt: -1,
  /** When the latest turn of the event loop began, as far as a task began it. */
  turnBegan: -1,
  /** The latest pair and its row: what is called in bursts is mostly one function. */
  pairBefore: ROOT,
  pairCalled: ROOT,
  row: 0,
};

/** A turn of the event loop begins with the task that begins at `gapEnd`. */
export function beginTurnOfBursts(): void {
  burst.turnBegan = gapEnd[0];
}

/**
 * A function is called from an empty stack, at `gapEnd`.
 *
 * @param called Its context.
 * @param context Those of the stack, where that at the bottom of the previous task still stands.
 * @param start When that task began, likewise.
 */
export function recordCallFromRoot(called: number, context: Int32Array, start: Float64Array): void {
  // Where nobody tells turns, nothing divides one burst from the next.
  if (clock.loop === null) return;
  const moment = gapEnd[0];
  if (moment === burst.turnBegan) {
    burst.before = ROOT;
    burst.number++;
  } else if (start[1] !== burst.calledAt) {
    burst.before = context[1];
    burst.number++;
  }
  burst.calledAt = moment;
  if (burst.before === ROOT) return;
  if (called !== burst.pairCalled || burst.before !== burst.pairBefore) findPair(called);
  const { row } = burst;
  bursts.calls[row]++;
  if (bursts.latest[row] === burst.number) return;
  bursts.latest[row] = burst.number;
  bursts.times[row]++;
}

function findPair(called: number): void {
  burst.row = rowOfBurst(burst.before, called);
  burst.pairBefore = burst.before;
  burst.pairCalled = called;
}
