import { profiler } from '@coroscope/runtime';
import { withoutBystanders } from './bystanders.js';
import { countOf, type Figure } from './counts.js';
import { findFunction, type Subject } from './subject.js';
import { currentTest, partOf, tagOfTest } from './test-window.js';
import { atLeastOnce, atMost, exactly, judge, type Bound, type Verdict } from './verdict.js';

/** What is asked of a function, given or named: what it did since the test began. */
function since(figure: Figure, bound: Bound, subject: Subject): Verdict {
  checkRunning();
  return profiler.apart(() => {
    const profile = currentTest().read();
    const of = findFunction(checkSubject(subject));
    return judge(countOf(figure, profile, of), { figure, bound, of, when: 'in this test' });
  });
}

/** What is asked of a callback: what ran while it did. */
async function during(
  figure: Figure,
  bound: Bound,
  callback: () => unknown,
  of?: Subject,
): Promise<Verdict> {
  checkRunning();
  const { profile: whole } = await profiler.run(checkCallback(callback));
  return profiler.apart(() => {
    const found = of === undefined ? undefined : findFunction(checkSubject(of));
    const profile = withoutBystanders(partOf(tagOfTest(), whole));
    const count = countOf(figure, profile, found);
    return judge(count, { figure, bound, of: found, when: 'while the callback ran' });
  });
}

/**
 * The matchers. Those in the past tense take a function, or its name, and tell what it did since the
 * test began; those in the present take a callback, call it, await it, and tell what ran meanwhile.
 * Counts are exact.
 */
export const matchers = {
  /** Entered so many times; at least once where no number is given. */
  toHaveBeenEntered: (subject: Subject, times?: number) =>
    since('calls', times === undefined ? atLeastOnce : exactly(checkCount(times)), subject),
  toHaveBeenEnteredAtMost: (subject: Subject, times: number) =>
    since('calls', atMost(checkCount(times)), subject),
  /** Its activations were suspended so many times, all together. */
  toHaveSuspended: (subject: Subject, times: number) =>
    since('suspensions', exactly(checkCount(times)), subject),
  toHaveSuspendedAtMost: (subject: Subject, times: number) =>
    since('suspensions', atMost(checkCount(times)), subject),
  /** So many times at most, an activation of it awaited something after having awaited already. */
  toHaveAwaitedInSequenceAtMost: (subject: Subject, times: number) =>
    since('sequentialAwaits', atMost(checkCount(times)), subject),
  /** No activation of it that entered since the test began waits for a promise any more. */
  toHaveSettled: (subject: Subject) => {
    const entered = since('calls', atLeastOnce, subject);
    if (!entered.pass) throw new Error(`coroscope: ${entered.message()}`);
    return since('unsettled', exactly(0), subject);
  },

  /** Enters a function so many times; at least once where no number is given. */
  toEnter: (callback: () => unknown, subject: Subject, times?: number) =>
    during(
      'calls',
      times === undefined ? atLeastOnce : exactly(checkCount(times)),
      callback,
      subject,
    ),
  toEnterAtMost: (callback: () => unknown, subject: Subject, times: number) =>
    during('calls', atMost(checkCount(times)), callback, subject),
  /** Everything that runs, or one function, is suspended so many times. */
  toSuspend: (callback: () => unknown, times: number, of?: Subject) =>
    during('suspensions', exactly(checkCount(times)), callback, of),
  toSuspendAtMost: (callback: () => unknown, times: number, of?: Subject) =>
    during('suspensions', atMost(checkCount(times)), callback, of),
  toAwaitInSequenceAtMost: (callback: () => unknown, times: number, of?: Subject) =>
    during('sequentialAwaits', atMost(checkCount(times)), callback, of),
  /** Nothing that entered meanwhile still waits for a promise when the callback has ended. */
  toSettle: (callback: () => unknown, of?: Subject) =>
    during('unsettled', exactly(0), callback, of),
};

function checkRunning(): void {
  if (profiler.isRunning) return;
  throw new Error(
    'coroscope: nothing can be counted, as the profiler is not running: is the test set up as the documentation says?',
  );
}

function checkCallback(callback: () => unknown): () => unknown {
  if (typeof callback === 'function') return callback;
  throw new TypeError(
    `coroscope: expected a function to call, not ${callback === null ? 'null' : typeof callback}: write () => checkout(cart)`,
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
