import { activationsOf, type Trace } from '@coroscope/profile';

/** What a thread did over time, in parts of equal length. */
export interface OverTime {
  /** Milliseconds since the trace began: the middle of each part. */
  time: number[];
  /** The share of each part, from 0 to 1, that the thread was on stack, elsewhere and idle. */
  onStack: number[];
  elsewhere: number[];
  /** Undefined where the trace does not tell: then what is not on stack is `elsewhere`. */
  idle: number[] | undefined;
  /** The most coroutine activations alive at once in each part. */
  inFlight: number[];
}

/** Sums a trace up in so many parts. */
export function overTime(trace: Trace, parts: number): OverTime {
  const activations = activationsOf(trace);
  const { tables } = activations;
  // A trace that is limited has the sleep that its own activations wait in only.
  const tellsIdle = activations.tellsIdle && trace.onlyTags === undefined;
  const length = (trace.end - trace.start) / parts;
  const onStack = new Float64Array(parts);
  const idle = new Float64Array(parts);
  const add = (sums: Float64Array, from: number, to: number) => {
    const [begin, end] = [(from - trace.start) / length, (to - trace.start) / length];
    for (let part = Math.max(0, Math.floor(begin)); part < Math.min(parts, end); part++) {
      sums[part] += Math.max(0, Math.min(end, part + 1) - Math.max(begin, part));
    }
  };
  if (length > 0) {
    const { taskStart, taskEnd, sleepStart, sleepEnd } = tables;
    for (let i = 0; i < taskStart.length; i++)
      add(onStack, taskStart.values[i], endOf(taskEnd.values[i], trace));
    for (let i = 0; tellsIdle && i < sleepStart.length; i++)
      add(idle, sleepStart.values[i], endOf(sleepEnd.values[i], trace));
  }
  return {
    time: Array.from(onStack, (_, part) => (part + 0.5) * length),
    onStack: Array.from(onStack, clamped),
    elsewhere: Array.from(onStack, (share, part) => clamped(1 - share - idle[part])),
    idle: tellsIdle ? Array.from(idle, clamped) : undefined,
    inFlight: mostInFlight(trace, parts, length),
  };
}

/** The end of what has not ended is that of the trace. */
function endOf(time: number, { end }: Trace): number {
  return Number.isNaN(time) ? end : time;
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function mostInFlight(trace: Trace, parts: number, length: number): number[] {
  const activations = activationsOf(trace);
  const { start, end } = activations.tables;
  const starts: number[] = [];
  const ends: number[] = [];
  for (let row = 0; row < activations.count; row++) {
    if (!activations.isCoroutine(row)) continue;
    starts.push(start.values[row]);
    ends.push(end.values[row]);
  }
  const begun = Float64Array.from(starts).sort();
  const ended = Float64Array.from(ends).sort();
  const most: number[] = [];
  let alive = 0;
  let nextStart = 0;
  let nextEnd = 0;
  for (let part = 0; part < parts; part++) {
    const until = part === parts - 1 ? Infinity : trace.start + (part + 1) * length;
    let peak = alive;
    while (nextStart < begun.length && begun[nextStart] < until) {
      while (nextEnd < ended.length && ended[nextEnd] <= begun[nextStart] && alive > 0) {
        nextEnd++;
        alive--;
      }
      nextStart++;
      alive++;
      peak = Math.max(peak, alive);
    }
    while (nextEnd < ended.length && ended[nextEnd] < until && alive > 0) {
      nextEnd++;
      alive--;
    }
    most.push(peak);
  }
  return most;
}
