import type { Profile } from '@coroscope/runtime/contract';
import type { Reading } from '@coroscope/runtime/watch';
import type { Respond } from '../channel/listen.js';
import type { Answer } from '../channel/messages.js';
import { Control, setRecording } from './control.js';
import type { ThreadAccounts } from './thread-accounts.js';

/**
 * Answers one connection about the threads of this process.
 *
 * @param threads those that there are whenever it asks
 */
export function responder(threads: ReadonlySet<ThreadAccounts>, control: Int32Array): Respond {
  /** By thread: where the figures that the connection asks for begin, and those since its last question. */
  const resets = new Map<ThreadAccounts, Reading>();
  const latest = new Map<ThreadAccounts, Reading>();

  function* read(isReset: boolean): Generator<string> {
    const answer: Answer = { threads: [], isOn: Atomics.load(control, Control.Recording) === 1 };
    const profiles: Profile[] = [];
    for (const thread of threads) {
      const { state, figures } = thread.readNow();
      const before = latest.get(thread);
      if (figures !== undefined) {
        if (isReset) resets.set(thread, figures.closing);
        const reset = resets.get(thread);
        profiles.push(reset === undefined ? figures.profile : figures.since(reset));
        if (before !== undefined) profiles.push(figures.since(before));
        if (reset !== undefined) profiles.push(figures.profile);
        latest.set(thread, figures.closing);
      }
      const hasFigures = figures !== undefined;
      answer.threads.push({
        ...state,
        hasFigures,
        hasLatest: hasFigures && before !== undefined,
        hasWhole: hasFigures && resets.has(thread),
      });
    }
    yield JSON.stringify(answer);
    for (const profile of profiles) yield JSON.stringify(profile);
  }

  return (question) => {
    if (question.ask !== 'record') return read(question.ask === 'reset');
    setRecording(control, question.isOn);
    return [JSON.stringify({ threads: [], isOn: question.isOn } satisfies Answer)];
  };
}
