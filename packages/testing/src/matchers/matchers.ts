import { profiler } from '@coroscope/runtime';
import { countOf, type Figure } from '../counts/counts.js';
import { onlyEnteredFunctions } from '../counts/entered-functions.js';
import { findFunction, type Subject } from '../counts/subject.js';
import { currentTest, partOf, tagOfTest } from '../windows/test-window.js';
import { atLeastOnce, atMost, exactly, judge, type Bound, type Verdict } from './verdict.js';

/** Checks what a function did since the test began. */
function since(figure: Figure, bound: Bound, subject: Subject): Verdict {
  checkRunning();
  return profiler.withoutRecording(() => {
    const profile = currentTest().read();
    const of = findFunction(checkSubject(subject));
    return judge(countOf(figure, profile, of), { figure, bound, of, when: 'in this test' });
  });
}

/** Calls and awaits a callback, and checks what ran meanwhile. */
async function during(
  figure: Figure,
  bound: Bound,
  callback: () => unknown,
  of?: Subject,
): Promise<Verdict> {
  checkRunning();
  const { profile: whole } = await profiler.run(checkCallback(callback));
  return profiler.withoutRecording(() => {
    const found = of === undefined ? undefined : findFunction(checkSubject(of));
    const profile = onlyEnteredFunctions(partOf(tagOfTest(), whole));
    const count = countOf(figure, profile, found);
    return judge(count, { figure, bound, of: found, when: 'while the callback ran' });
  });
}

/**
 * The matchers. Those in the past tense take a function, or its name, and check what it did since the
 * test began; those in the present tense take a callback, call and await it, and check what ran
 * meanwhile. Counts are exact.
 */
export const matchers = {
  toHaveBeenEntered: (subject: Subject, times?: number) =>
    since('calls', times === undefined ? atLeastOnce : exactly(checkCount(times)), subject),
  toHaveBeenEnteredAtMost: (subject: Subject, times: number) =>
    since('calls', atMost(checkCount(times)), subject),
  toHaveSuspended: (subject: Subject, times: number) =>
    since('suspensions', exactly(checkCount(times)), subject),
  toHaveSuspendedAtMost: (subject: Subject, times: number) =>
    since('suspensions', atMost(checkCount(times)), subject),
  toHaveAwaitedInSequenceAtMost: (subject: Subject, times: number) =>
    since('sequentialAwaits', atMost(checkCount(times)), subject),
  toHaveSettled: (subject: Subject) => {
    const entered = since('calls', atLeastOnce, subject);
    if (!entered.pass) throw new Error(`coroscope: ${entered.message()}`);
    return since('unsettled', exactly(0), subject);
  },

  toEnter: (callback: () => unknown, subject: Subject, times?: number) =>
    during(
      'calls',
      times === undefined ? atLeastOnce : exactly(checkCount(times)),
      callback,
      subject,
    ),
  toEnterAtMost: (callback: () => unknown, subject: Subject, times: number) =>
    during('calls', atMost(checkCount(times)), callback, subject),
  toSuspend: (callback: () => unknown, times: number, of?: Subject) =>
    during('suspensions', exactly(checkCount(times)), callback, of),
  toSuspendAtMost: (callback: () => unknown, times: number, of?: Subject) =>
    during('suspensions', atMost(checkCount(times)), callback, of),
  toAwaitInSequenceAtMost: (callback: () => unknown, times: number, of?: Subject) =>
    during('sequentialAwaits', atMost(checkCount(times)), callback, of),
  toSettle: (callback: () => unknown, of?: Subject) =>
    during('unsettled', exactly(0), callback, of),
};

function checkRunning(): void {
  if (profiler.isRunning) return;
  throw new Error(
    'coroscope: nothing can be counted, because the profiler is not running; set the tests up as the documentation says',
  );
}

function checkCallback(callback: () => unknown): () => unknown {
  if (typeof callback === 'function') return callback;
  throw new TypeError(
    `coroscope: expected a function to call, not ${callback === null ? 'null' : typeof callback}; write () => checkout(cart)`,
  );
}

function checkSubject(subject: Subject): Subject {
  if (typeof subject === 'function' || typeof subject === 'string') return subject;
  throw new TypeError(
    `coroscope: expected a function or its name, not ${subject === null ? 'null' : typeof subject}`,
  );
}

function checkCount(times: number): number {
  if (Number.isInteger(times) && times >= 0) return times;
  throw new TypeError(`coroscope: expected a number of times, not ${String(times)}`);
}
