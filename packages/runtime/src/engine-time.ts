import { wallClock, type Clock } from './clock.js';

/**
 * Engine time: milliseconds that pass only while the profiler runs. Activations that are followed
 * to their exit after a stop thereby add nothing, and no probe has to ask whether it is running.
 */
export let clock: Clock = wallClock;

/** While stopped the slope is 0 and the offset is the moment of the stop. See contexts for why an object. */
const time = { read: clock.read, slope: 0, offset: 0 };

export function now(): number {
  return time.slope * time.read() + time.offset;
}

/** Lets engine time pass, from where it stands, at the pace of a clock. */
export function startTime(next: Clock): void {
  const standing = now();
  clock = next;
  // A field that is never assigned again is a constant to V8, and what it holds is inlined.
  if (time.read !== next.read) time.read = next.read;
  time.slope = 1;
  time.offset = standing - next.read();
}

/** Lets time pass for a function's sake: afterwards it is what it was before. */
export function outOfTime<Result>(run: () => Result): Result {
  const standing = now();
  const { slope } = time;
  time.slope = 1;
  time.offset = standing - time.read();
  try {
    return run();
  } finally {
    time.slope = slope;
    time.offset = standing - slope * time.read();
  }
}

export function stopTime(): void {
  time.offset = now();
  time.slope = 0;
}
