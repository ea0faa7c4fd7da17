import { close, leave, leaveUntilSettled, resume } from './coroutines.js';
import { exit } from './shadow-stack.js';

/**
 * The transitions of an activation that happen not at a probe, but in an iterator or a disposer that the
 * language calls. Emitted code never calls these; like the probes, a trace replaces them.
 */
export const transitions = { close, exit, leave, leaveUntilSettled, resume };

export type Transitions = typeof transitions;
