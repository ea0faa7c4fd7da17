import { clock, startTime, stopTime } from '../clock/engine-time.js';
import { stackDepth } from '../clock/registers.js';
import { probes } from './probes.js';
import { unwatchLoop, watchLoop } from './tasks.js';

/** Runs work that is not the program's: meanwhile nothing is recorded and engine time stands still. */
export function withoutRecording<Result>(work: () => Result): Result {
  if (!probes.on) return work();
  probes.on = false;
  unwatchLoop(stackDepth[0] === 0);
  stopTime();
  try {
    return work();
  } finally {
    startTime(clock);
    watchLoop();
    probes.on = true;
  }
}
