export const NO_SITE = -1;
export const NEVER = -1;

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
 */
export class Activation {
  state: State = State.OnStack;
  /** Its place on the shadow stack while it is there, and the next coroutine below. */
  depth = 0;
  below: Activation | null = null;
  /** When its current state began, while it is off the stack. */
  stateSince = 0;
  /** When its current wait at a site began: it may be awaiting first, and then paused. */
  waitSince = 0;
  site = NO_SITE;
  /** Coroutines started by it that are alive and not paused: while there is one, it explains a wait. */
  activeChildren = 0;
  /** When the part of the current wait that no child explains began. */
  externalSince = NEVER;
  /** Set while a delegated iterator has handed out what may be its end. */
  delegating = false;
  /** Number of waits that have ended, so that an observer knows whether its own still lasts. */
  wait = 0;
  /** The promise that it is about to return, if that is one to wait for. */
  returned: Promise<unknown> | null = null;
  returnSite = NO_SITE;
  /** It came back on the stack by itself, from an await, and not at the call of its consumer. */
  isContinuation = false;
  /** Time on stack in such stretches, together with the work of the coroutines it started that ended. */
  work = 0;
  /** Its work when its current state began. */
  workBefore = 0;
  /** Site of the last await that ended; the longest of those awaits, and the work done during them. */
  previousSite = NO_SITE;
  waitLongest = 0;
  waitWork = 0;

  constructor(
    readonly context: number,
    /** Offset of the context's figures as a coroutine. */
    readonly figures: number,
    readonly fn: number,
    readonly siteBase: number,
    /** The coroutine nearest above it on the shadow stack when it entered, until it closes. */
    public owner: Activation | null,
    readonly isModule: boolean,
  ) {}
}
