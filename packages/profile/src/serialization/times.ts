import type { LongTask, ProbeCosts, Profile, Thread } from '../document/profile.js';
import { THREAD_FIGURES } from '../figures/figures.js';

const NANOSECONDS = 1e6;

/** Whole nanoseconds, from milliseconds. */
export function toNanoseconds(time: number): number {
  return Math.round(time * NANOSECONDS);
}

export function toMilliseconds(time: number): number {
  return time / NANOSECONDS;
}

/** Nanoseconds to three decimals, from milliseconds: of means, such as the costs of probes. */
export function toFineNanoseconds(time: number): number {
  return Math.round(time * NANOSECONDS * 1e3) / 1e3;
}

/** How times are converted: those that were measured, and those that are means of many. */
interface Conversion {
  measured(time: number): number;
  mean(time: number): number;
}

const THREAD_TIMES = Object.entries(THREAD_FIGURES)
  .filter(([, { unit }]) => unit === 'time')
  .map(([name]) => name as keyof typeof THREAD_FIGURES);

/** The profile with all of its times converted that stand in no table. */
export function withTimes(profile: Profile, { measured, mean }: Conversion): Profile {
  return {
    ...converted(profile, ['monotonic', 'elapsed'], measured),
    clock: converted(profile.clock, ['resolution'], mean),
    threads: profile.threads.map((thread): Thread => ({
      ...converted(thread, [...THREAD_TIMES, 'start'], measured),
      ...(thread.blame && {
        blame: converted(thread.blame, ['shortTasks', 'elsewhere'], measured),
      }),
      stretches: thread.stretches.map((task) =>
        converted<LongTask>(task, ['start', 'duration', 'blame', 'cpu'], measured),
      ),
      ...(thread.probeCosts && { probeCosts: withCosts(thread.probeCosts, mean) }),
    })),
  };
}

function withCosts(costs: ProbeCosts, convert: (time: number) => number): ProbeCosts {
  const entries = Object.entries(costs).map(([probe, cost]) => [
    probe,
    converted(cost as ProbeCosts['call'], ['inside', 'outside'], convert),
  ]);
  return Object.fromEntries(entries) as ProbeCosts;
}

/** A copy in which some numbers are converted, as far as there are any. */
function converted<Of extends object>(
  of: Of,
  keys: readonly (keyof Of)[],
  convert: (time: number) => number,
): Of {
  const copy = { ...of };
  for (const key of keys) {
    const value = copy[key];
    if (typeof value === 'number') copy[key] = convert(value) as Of[keyof Of];
  }
  return copy;
}
