import type { History } from './history.js';

/** The state of a coroutine's activation. */
export const enum State {
  OnStack,
  Awaiting,
  /** Held by its consumer after a `yield`. */
  Paused,
  /** Taken off the stack by the repair: it left without a probe, and may come back. */
  Detached,
  Closed,
}

/**
 * One call of an async function or a generator, from its first instruction to its real exit. The
 * engine refers to it only while it is on the stack, so that the collector gets it back with the
 * coroutine itself.
 *
 * One is allocated at every call, and each field of it costs half a nanosecond there. So it has only
 * what every call needs, and no number with a fraction, for which V8 would allocate a further object: the
 * moment at which it came stands on the shadow stack, and the rest in a history, once there is any.
 */
export class Activation {
  state: State = State.OnStack;
  /** Its place on the shadow stack while it is there, and the next coroutine below. */
  depth = 0;
  below: Activation | null = null;
  /** Coroutines started by it that are alive and not paused: while there is one, it explains a wait. */
  activeChildren = 0;
  /** Null as long as there is nothing of it to remember. */
  history: History | null = null;

  constructor(
    readonly context: number,
    /** The coroutine nearest above it on the shadow stack when it entered, until it closes. */
    public owner: Activation | null,
  ) {}
}
