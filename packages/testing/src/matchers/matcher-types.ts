import type { Subject } from '../counts/subject.js';

/**
 * The matchers as methods of `expect(…)`. Those in the past tense take a function of the program, or
 * its name, and check what it did since the test began. Those in the present tense take a callback,
 * call and await it, and check what ran meanwhile.
 */
export interface CoroscopeMatchers<Result = void> {
  /** The function was entered exactly `times` times; at least once by default. */
  toHaveBeenEntered(times?: number): Result;
  /** The function was entered at most `times` times. */
  toHaveBeenEnteredAtMost(times: number): Result;
  /** All activations of the function together were suspended exactly `times` times. */
  toHaveSuspended(times: number): Result;
  /** All activations of the function together were suspended at most `times` times. */
  toHaveSuspendedAtMost(times: number): Result;
  /** Activations of the function that had already awaited did so again at most `times` times. */
  toHaveAwaitedInSequenceAtMost(times: number): Result;
  /** The function was entered, and none of its activations still waits for a promise. */
  toHaveSettled(): Result;

  /** The callback enters `subject` exactly `times` times; at least once by default. */
  toEnter(subject: Subject, times?: number): Promise<void>;
  /** The callback enters `subject` at most `times` times. */
  toEnterAtMost(subject: Subject, times: number): Promise<void>;
  /** All activations, or those of `of`, are suspended exactly `times` times. */
  toSuspend(times: number, of?: Subject): Promise<void>;
  /** All activations, or those of `of`, are suspended at most `times` times. */
  toSuspendAtMost(times: number, of?: Subject): Promise<void>;
  /** Activations that have already awaited do so again at most `times` times. */
  toAwaitInSequenceAtMost(times: number, of?: Subject): Promise<void>;
  /** When the callback has ended, no activation that entered meanwhile, or none of `of`, still waits for a promise. */
  toSettle(of?: Subject): Promise<void>;
}
