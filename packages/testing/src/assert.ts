/**
 * The matchers as assertions, for node:test, Mocha, and every other test runner in which a test fails
 * by throwing.
 *
 * Assertions in the past tense are about what a function did since the test began. This module knows
 * when that was under `node --test`, and under Mocha with `--require coroscope/assert`. Assertions in
 * the present tense call and await a callback, and return its result.
 */
import { AssertionError } from 'node:assert';
import { afterEach, beforeEach } from 'node:test';
import { matchers } from './matchers/matchers.js';
import type { Subject } from './counts/subject.js';
import { TestWindow } from './windows/test-window.js';
import type { Verdict } from './matchers/verdict.js';

export type { Subject };

/** Asserts that a function was entered exactly `times` times since the test began; at least once by default. */
export function assertEntered(subject: Subject, times?: number): void {
  check(assertEntered, matchers.toHaveBeenEntered(subject, times));
}

/** Asserts that a function was entered at most `times` times since the test began. */
export function assertEnteredAtMost(subject: Subject, times: number): void {
  check(assertEnteredAtMost, matchers.toHaveBeenEnteredAtMost(subject, times));
}

/** Asserts that all activations of a function together were suspended exactly `times` times since the test began. */
export function assertSuspended(subject: Subject, times: number): void {
  check(assertSuspended, matchers.toHaveSuspended(subject, times));
}

/** Asserts that all activations of a function together were suspended at most `times` times since the test began. */
export function assertSuspendedAtMost(subject: Subject, times: number): void {
  check(assertSuspendedAtMost, matchers.toHaveSuspendedAtMost(subject, times));
}

/** Asserts that activations of a function that had already awaited did so again at most `times` times since the test began. */
export function assertAwaitedInSequenceAtMost(subject: Subject, times: number): void {
  check(assertAwaitedInSequenceAtMost, matchers.toHaveAwaitedInSequenceAtMost(subject, times));
}

/** Asserts that a function was entered since the test began, and that none of its activations still waits for a promise. */
export function assertSettled(subject: Subject): void {
  check(assertSettled, matchers.toHaveSettled(subject));
}

type Callback<Result> = () => Result | PromiseLike<Result>;

/** Asserts that a callback enters a function exactly `times` times; at least once by default. */
export function assertEnters<Result>(
  callback: Callback<Result>,
  subject: Subject,
  times?: number,
): Promise<Result> {
  return checkCall(assertEnters, callback, (call) => matchers.toEnter(call, subject, times));
}

/** Asserts that a callback enters a function at most `times` times. */
export function assertEntersAtMost<Result>(
  callback: Callback<Result>,
  subject: Subject,
  times: number,
): Promise<Result> {
  return checkCall(assertEntersAtMost, callback, (call) =>
    matchers.toEnterAtMost(call, subject, times),
  );
}

/** Asserts that while a callback runs, all activations, or those of `of`, are suspended exactly `times` times. */
export function assertSuspends<Result>(
  callback: Callback<Result>,
  times: number,
  of?: Subject,
): Promise<Result> {
  return checkCall(assertSuspends, callback, (call) => matchers.toSuspend(call, times, of));
}

/** Asserts that while a callback runs, all activations, or those of `of`, are suspended at most `times` times. */
export function assertSuspendsAtMost<Result>(
  callback: Callback<Result>,
  times: number,
  of?: Subject,
): Promise<Result> {
  return checkCall(assertSuspendsAtMost, callback, (call) =>
    matchers.toSuspendAtMost(call, times, of),
  );
}

/** Asserts that while a callback runs, activations that have already awaited do so again at most `times` times. */
export function assertAwaitsInSequenceAtMost<Result>(
  callback: Callback<Result>,
  times: number,
  of?: Subject,
): Promise<Result> {
  return checkCall(assertAwaitsInSequenceAtMost, callback, (call) =>
    matchers.toAwaitInSequenceAtMost(call, times, of),
  );
}

/** Asserts that when a callback has ended, no activation that entered meanwhile, or none of `of`, still waits for a promise. */
export function assertSettles<Result>(callback: Callback<Result>, of?: Subject): Promise<Result> {
  return checkCall(assertSettles, callback, (call) => matchers.toSettle(call, of));
}

/** @throws AssertionError whose stack leaves out the frames of the assertion */
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

/** Mocha's root hook plugin, which it looks for in modules given to `--require`. */
export const mochaHooks = { beforeEach: open, afterEach: close };

/** Whether node:test runs this file: elsewhere, registering hooks would start node:test. */
const isNodeTest =
  process.env.NODE_TEST_CONTEXT !== undefined || process.execArgv.includes('--test');
if (isNodeTest) {
  beforeEach(open);
  afterEach(close);
}
