/**
 * The matchers as assertions, for node:test, Mocha, and every other runner of tests that throw.
 *
 * Those in the past tense tell what a function did since the test began. This module knows when that
 * was under `node --test`, and under Mocha with `--require coroscope/assert`. Those in the present
 * call a callback, and give what it gives.
 */
import { AssertionError } from 'node:assert';
import { afterEach, beforeEach } from 'node:test';
import { matchers } from './matchers.js';
import type { Subject } from './subject.js';
import { TestWindow } from './test-window.js';
import type { Verdict } from './verdict.js';

export type { Subject };

/** Entered exactly so many times since the test began; at least once without a number. */
export function assertEntered(subject: Subject, times?: number): void {
  check(assertEntered, matchers.toHaveBeenEntered(subject, times));
}

/** Entered so many times or fewer since the test began. */
export function assertEnteredAtMost(subject: Subject, times: number): void {
  check(assertEnteredAtMost, matchers.toHaveBeenEnteredAtMost(subject, times));
}

/** Its activations were suspended exactly so many times, all together, since the test began. */
export function assertSuspended(subject: Subject, times: number): void {
  check(assertSuspended, matchers.toHaveSuspended(subject, times));
}

/** Its activations were suspended so many times or fewer, all together, since the test began. */
export function assertSuspendedAtMost(subject: Subject, times: number): void {
  check(assertSuspendedAtMost, matchers.toHaveSuspendedAtMost(subject, times));
}

/** So many times or fewer, an activation awaited something after having awaited already. */
export function assertAwaitedInSequenceAtMost(subject: Subject, times: number): void {
  check(assertAwaitedInSequenceAtMost, matchers.toHaveAwaitedInSequenceAtMost(subject, times));
}

/** Entered since the test began, and no activation of it waits for a promise any more. */
export function assertSettled(subject: Subject): void {
  check(assertSettled, matchers.toHaveSettled(subject));
}

type Callback<Result> = () => Result | PromiseLike<Result>;

/** Enters a function exactly so many times; at least once without a number. */
export function assertEnters<Result>(
  callback: Callback<Result>,
  subject: Subject,
  times?: number,
): Promise<Result> {
  return checkCall(assertEnters, callback, (call) => matchers.toEnter(call, subject, times));
}

/** Enters a function so many times or fewer. */
export function assertEntersAtMost<Result>(
  callback: Callback<Result>,
  subject: Subject,
  times: number,
): Promise<Result> {
  return checkCall(assertEntersAtMost, callback, (call) =>
    matchers.toEnterAtMost(call, subject, times),
  );
}

/** Everything that runs, or the activations of `of`, is suspended exactly so many times. */
export function assertSuspends<Result>(
  callback: Callback<Result>,
  times: number,
  of?: Subject,
): Promise<Result> {
  return checkCall(assertSuspends, callback, (call) => matchers.toSuspend(call, times, of));
}

/** Everything that runs, or the activations of `of`, is suspended so many times or fewer. */
export function assertSuspendsAtMost<Result>(
  callback: Callback<Result>,
  times: number,
  of?: Subject,
): Promise<Result> {
  return checkCall(assertSuspendsAtMost, callback, (call) =>
    matchers.toSuspendAtMost(call, times, of),
  );
}

/** So many times or fewer, an activation awaits something after having awaited already. */
export function assertAwaitsInSequenceAtMost<Result>(
  callback: Callback<Result>,
  times: number,
  of?: Subject,
): Promise<Result> {
  return checkCall(assertAwaitsInSequenceAtMost, callback, (call) =>
    matchers.toAwaitInSequenceAtMost(call, times, of),
  );
}

/** What entered meanwhile, or the activations of `of`, waits for no promise when it has ended. */
export function assertSettles<Result>(callback: Callback<Result>, of?: Subject): Promise<Result> {
  return checkCall(assertSettles, callback, (call) => matchers.toSettle(call, of));
}

/** @throws AssertionError without the frames of the assertion */
function check(assertion: { name: string }, { pass, message, actual, expected }: Verdict): void {
  if (pass) return;
  const { name: operator } = assertion;
  const stackStartFn = assertion as () => void;
  throw new AssertionError({ message: message(), actual, expected, operator, stackStartFn });
}

async function checkCall<Result>(
  assertion: { name: string },
  callback: Callback<Result>,
  match: (callback: Callback<void>) => Promise<Verdict>,
): Promise<Result> {
  let result: Result;
  const isCallable = typeof callback === 'function';
  const call = async () => void (result = await callback());
  check(assertion, await match(isCallable ? call : callback));
  return result!;
}

const windows: TestWindow[] = [];
const open = () => void windows.push(new TestWindow());
const close = () => void windows.pop()?.close();

/** Mocha's root hooks: it looks for them in what it is told to require. */
export const mochaHooks = { beforeEach: open, afterEach: close };

/** Whether node:test runs this file; elsewhere, its hooks would start it. */
const isNodeTest =
  process.env.NODE_TEST_CONTEXT !== undefined || process.execArgv.includes('--test');
if (isNodeTest) {
  beforeEach(open);
  afterEach(close);
}
