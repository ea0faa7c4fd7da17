import {
  close,
  enterModule,
  hold,
  open,
  openModule,
  pause,
  pauseAsync,
  release,
  resume,
  resumed,
  returned,
  suspend,
} from './coroutines.js';
import { dispose } from './disposal.js';
import { register } from './functions.js';
import { delegate, delegateAsync, iterate } from './iteration.js';
import { count, enter, exit } from './shadow-stack.js';

/**
 * What instrumented code calls; docs/emitted-code.md is the contract. All probes but `register`
 * exist only for activations that were entered while `on` was true.
 */
export const probes = {
  /** Whether new activations are recorded. */
  on: false,
  register,
  enter,
  exit,
  count,
  enterModule,
  open,
  openModule,
  close,
  suspend,
  pause,
  pauseAsync,
  resumed,
  resume,
  returned,
  hold,
  release,
  delegate,
  delegateAsync,
  iterate,
  dispose,
};

export type Probes = typeof probes;
