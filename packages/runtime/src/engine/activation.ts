import { State } from '../tables/activation-state.js';
import type { History } from './history.js';

/**
 * One call of an async function or a generator, from its first instruction to its real exit. The
 * engine refers to it only while it is on the stack, so that it is collected with the coroutine itself.
 *
 *              open                    close
 *     (new) ----------> OnStack ------------------------> Closed
 *                        | | |                               ^
 *               suspend  | | |  the repair                   |  the promise that it returned settles,
 *                        | | +-------------> Detached        |  or the module's body has thrown
 *                        | |                                 |
 *                        | |  pause                          |
 *                        | +-------> Paused                  |
 *                        v             ^                     |
 *                     Awaiting --------+---------------------+
 *                               the promise that a `yield` awaits settles
 *
 * Yielding is Awaiting for a `yield` of something whose end can't be seen, until the generator goes on.
 * From Awaiting, Yielding, Paused and Detached, the next probe that it reaches puts it back on the stack.
 *
 * Closing and Between are passed through within a probe. They remain where the native stack has overflowed
 * there: one that is Closing ends with the repair, one that is Between comes back with its next probe.
 *
 * One is allocated at every call, where each field costs half a nanosecond. So it holds only what every
 * call needs, and no number with a fraction, for which V8 would allocate another object: the moment of
 * its entry is on the shadow stack, and the rest in a history, once there is any.
 */
export class Activation {
  state: State = State.OnStack;
  /** Coroutines started by it that are alive and not paused: while there is one, it explains a wait. */
  activeChildren = 0;
  /** Null as long as there is nothing to remember. */
  history: History | null = null;

  constructor(
    readonly context: number,
    /** Its depth on the shadow stack while it is there, and the next coroutine below. */
    public depth: number,
    public below: Activation | null,
    /** The innermost coroutine on the shadow stack when it entered, until it closes. */
    public owner: Activation | null,
  ) {}
}
