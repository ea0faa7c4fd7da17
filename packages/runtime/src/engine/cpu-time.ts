import { clock } from '../clock/engine-time.js';
import { lastEvent } from '../clock/registers.js';

/**
 * How much of a long task the thread computed: for the rest it stood still, in synchronous input and
 * output, in `Atomics.wait`, or because others had the processor. The CPU clock costs as much as ten
 * probes. So it is read at gaps of the stack, every few milliseconds, and at the ends of long tasks; from
 * the reading to the beginning of the task the thread is taken to have computed.
 */

/** Milliseconds from one reading to the next. */
export const CPU_INTERVAL = 2;
/** Milliseconds. Of shorter tasks, what lies before them would be too large a part. */
const SHORTEST = 10;
/** A thread may seem to compute for a little longer than there was time. */
const TOLERANCE = 1.02;

/** When the CPU clock was read, and what it said. */
let since = 0;
let reading = 0;

export function cpuTimeSince(): number {
  return since;
}

/** Reads the clock, with nothing on the stack. */
export function restartCpuTime(moment: number): void {
  const { cpu } = clock;
  if (cpu === null) return;
  since = moment;
  reading = cpu();
}

/**
 * The CPU time of a task that ends with the latest event. Undefined if there is no CPU clock, if the task
 * was short, and if other threads computed meanwhile and the clock is the whole process's.
 */
export function cpuTimeOfTask(duration: number): number | undefined {
  const { cpu, isExact } = clock;
  if (cpu === null || (duration < SHORTEST && !isExact)) return undefined;
  const end = lastEvent[0];
  const before = end - duration - since;
  const computed = cpu() - reading - before;
  restartCpuTime(end);
  if (computed > duration * TOLERANCE + CPU_INTERVAL) return undefined;
  return computed < 0 ? 0 : computed < duration ? computed : duration;
}
