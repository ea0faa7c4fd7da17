import { wallClock, type Clock } from './clock.js';

/**
 * Engine time: milliseconds that pass only while the profiler runs. Activations that are followed
 * to their exit after a stop thereby add nothing, and no probe has to ask whether it is running.
 */
export let clock: Clock = wallClock;

let read: () => number = clock.read;
// While stopped the slope is 0 and the offset is the moment of the stop.
let slope = 0;
let offset = 0;

export function now(): number {
  return slope * read() + offset;
}

/** Lets engine time pass, from where it stands, at the pace of a clock. */
export function startTime(next: Clock): void {
  const standing = now();
  clock = next;
  read = next.read;
  slope = 1;
  offset = standing - read();
}

export function stopTime(): void {
  offset = now();
  slope = 0;
}
