import type { matchers } from './matchers.js';

type Name = keyof typeof matchers;

/** The matchers that take a callback, and call and await it. */
const OF_CALLBACKS = [
  'toEnter',
  'toEnterAtMost',
  'toSuspend',
  'toSuspendAtMost',
  'toAwaitInSequenceAtMost',
  'toSettle',
] as const satisfies Name[];

const OF_FUNCTIONS = [
  'toHaveBeenEntered',
  'toHaveBeenEnteredAtMost',
  'toHaveSuspended',
  'toHaveSuspendedAtMost',
  'toHaveAwaitedInSequenceAtMost',
  'toHaveSettled',
] as const satisfies Exclude<Name, (typeof OF_CALLBACKS)[number]>[];

/** What runners pass to a matcher as its `this`. */
interface MatcherState {
  isNot?: boolean;
}

/**
 * The matchers for a run in which nothing is instrumented: they pass, and call the callbacks that they are
 * given. The first one of a test file says that nothing was measured.
 *
 * @param warn prints a line
 */
export function createUnmeasuredMatchers(warn: (message: string) => void) {
  let hasWarned = false;
  const pass = (state: MatcherState) => {
    if (!hasWarned) {
      hasWarned = true;
      warn(
        'coroscope: nothing was measured, so its matchers pass; set the environment variable COROSCOPE to measure',
      );
    }
    return { pass: state.isNot !== true, message: () => 'nothing was measured' };
  };
  function ofFunction(this: MatcherState) {
    return pass(this);
  }
  async function ofCallback(this: MatcherState, callback: () => unknown) {
    await callback();
    return pass(this);
  }
  return {
    ...Object.fromEntries(OF_FUNCTIONS.map((name) => [name, ofFunction])),
    ...Object.fromEntries(OF_CALLBACKS.map((name) => [name, ofCallback])),
  };
}
