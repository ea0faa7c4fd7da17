/** The state of a coroutine's activation; engine/activation.ts draws the transitions. */
export const enum State {
  OnStack,
  Awaiting,
  /** Held by its consumer after a `yield`. */
  Paused,
  /** Taken off the stack by the repair: it left without a probe, and may come back. */
  Detached,
  Closed,
  /** Awaiting what a `yield` awaits, whose end can't be seen, or held by its consumer since. */
  Yielding,
  /** On the stack, with a body that has ended: whatever pops it ends it. */
  Closing,
  /** Off the stack without a suspension, where the native stack has overflowed in a probe. */
  Between,
}
