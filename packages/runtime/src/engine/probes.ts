import type { ProbeName } from '../format/probe-name.js';
import { register } from '../tables/functions.js';
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
import { delegate, delegateAsync, destructure, iterate } from './iteration.js';
import { hold, release, returned } from './returns.js';
import { count, enter, exit } from './shadow-stack.js';
import { source } from './source-text.js';

/**
 * The probes: what instrumented code calls. docs/emitted-code.md is the contract. Except for `register`
 * and `source`, they are called only for activations that were entered while `on` was true.
 *
 *     instrumented code         iterators and disposers that the language calls
 *            |                                     |
 *            v                                     v
 *         probes ---------------------> iteration, disposal
 *            |                                     | transitions
 *            v                                     v
 *     coroutines                 async functions, generators: states of an activation
 *            |          \
 *            |           +-----> suspension        off the stack: waits, and what explains them
 *            v                        |
 *     shadow-stack                    |            on the stack: synchronous functions, self, onStack
 *            |                        |
 *            v                        v
 *     tables/contexts          tables/suspension-stats      figures; snapshot/ reads them
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
} satisfies Record<ProbeName | 'on', unknown>;

export type Probes = typeof probes;
