import type { Trace } from '@coroscope/profile';

/**
 * Milliseconds that a moment of traces may be drawn too late, beside those of other threads: engine time leaves out
 * what recording itself takes, and is reckoned back from the end. One thread by itself needs no such word.
 */
export function lateness(traces: readonly Pick<Trace, 'leftOut'>[]): number {
  return traces.length < 2 ? 0 : Math.max(...traces.map(({ leftOut = 0 }) => leftOut));
}
