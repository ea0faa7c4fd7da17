import { runInThisContext } from 'node:vm';
import type { EndingSignal } from '../platform/ending-signals.js';
import { RELEASE_SIGNALS } from './watch-signals.js';

/** Milliseconds that the main thread may take to let go of its signals. A call that V8 can't interrupt takes longer. */
const PATIENCE = 5000;

/**
 * Ends the process, whose main thread is stuck, by a signal, as it would have ended without us. The main thread still has
 * the handles through which we watch: the inspector, which interrupts what runs, has it close them.
 */
export async function endStuckProcess(signal: EndingSignal): Promise<void> {
  const isReleased = await releasedByMainThread();
  if (!isReleased && signal !== 'SIGINT') process.kill(process.pid, 'SIGKILL');
  // What can be interrupted puts Node's own reaction to this signal back in place when it is done: to end.
  if (!isReleased) runInThisContext('0', { breakOnSigint: true });
  process.kill(process.pid, signal);
}

/** @returns whether the main thread has no handles of ours any more */
async function releasedByMainThread(): Promise<boolean> {
  try {
    // A Node may be built without it.
    const { Session } = await import('node:inspector');
    const session = new Session();
    session.connectToMainThread();
    return await new Promise((resolve) => {
      setTimeout(() => resolve(false), PATIENCE);
      const expression = `globalThis[Symbol.for(${JSON.stringify(RELEASE_SIGNALS)})]()`;
      session.post('Runtime.evaluate', { expression, returnByValue: true }, (error, answer) =>
        resolve(error === null && answer.result.value === true),
      );
    });
  } catch {
    return false;
  }
}
