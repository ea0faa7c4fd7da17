import { close, leave, leaveUntilSettled, resume } from './coroutines.js';
import { exit } from './shadow-stack.js';

/**
 * How an activation moves on and off the stack where that is not at a probe, but in an iterator or a
 * disposer that the language calls. Other than the probes, these are not called from emitted code; as
 * with them, a trace takes their places.
 */
export const moves = { close, exit, leave, leaveUntilSettled, resume };

export type Moves = typeof moves;
