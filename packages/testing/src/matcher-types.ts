import type { Subject } from './subject.js';

/**
 * The matchers as `expect` has them. Those in the past tense are for a function of the program, or
 * its name, and tell what it did since the test began. Those in the present are for a callback, which
 * they call and await, and tell what ran meanwhile.
 */
export interface CoroscopeMatchers<Result = void> {
  /** Entered exactly so many times; at least once without a number. */
  toHaveBeenEntered(times?: number): Result;
  /** Entered so many times or fewer. */
  toHaveBeenEnteredAtMost(times: number): Result;
  /** Its activations were suspended exactly so many times, all together. */
  toHaveSuspended(times: number): Result;
  /** Its activations were suspended so many times or fewer, all together. */
  toHaveSuspendedAtMost(times: number): Result;
  /** So many times or fewer, an activation awaited something after having awaited already. */
  toHaveAwaitedInSequenceAtMost(times: number): Result;
  /** Entered, and no activation of it waits for a promise any more. */
  toHaveSettled(): Result;

  /** Enters a function exactly so many times; at least once without a number. */
  toEnter(subject: Subject, times?: number): Promise<void>;
  /** Enters a function so many times or fewer. */
  toEnterAtMost(subject: Subject, times: number): Promise<void>;
  /** Everything that runs, or the activations of `of`, is suspended exactly so many times. */
  toSuspend(times: number, of?: Subject): Promise<void>;
  /** Everything that runs, or the activations of `of`, is suspended so many times or fewer. */
  toSuspendAtMost(times: number, of?: Subject): Promise<void>;
  /** So many times or fewer, an activation awaits something after having awaited already. */
  toAwaitInSequenceAtMost(times: number, of?: Subject): Promise<void>;
  /** What entered meanwhile, or the activations of `of`, waits for no promise when it has ended. */
  toSettle(of?: Subject): Promise<void>;
}
