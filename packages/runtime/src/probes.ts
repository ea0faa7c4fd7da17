import {
  close,
  enterModule,
  open,
  openModule,
  pause,
  pauseAsync,
  resume,
  resumed,
  suspend,
} from './coroutines.js';
import { dispose, ends, resumes } from './disposal.js';
import { register } from './functions.js';
import { delegate, delegateAsync, destructure, iterate } from './iteration.js';
import { hold, release, returned } from './returns.js';
import { count, enter, exit } from './shadow-stack.js';
import { source } from './source-text.js';

/**
 * What instrumented code calls; docs/emitted-code.md is the contract. All probes but `register`
 * and `source` exist only for activations that were entered while `on` was true.
 */
export const probes = {
  /** Whether new activations are recorded. */
  on: false,
  register,
  source,
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
  destructure,
  dispose,
  resumes,
  ends,
};

export type Probes = typeof probes;
