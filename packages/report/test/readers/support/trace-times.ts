import type { Trace } from '@coroscope/profile';
import { printable } from '../../../src/terminal/printable.js';

/** Milliseconds, and what took them. */
export type Times = [what: string, time: number][];

/** Milliseconds that readers may lose by their units. */
const PRECISION = 0.002;

export function nameOf({ functions }: Trace, index: number): string {
  return printable(functions[index].name);
}

/** Fails unless both have the same times, to the precision of the readers. */
export function expectTimes(actual: Times, expected: Times): void {
  const ordered = (times: Times) =>
    times
      .filter(([, time]) => time > PRECISION)
      .toSorted(([a, s], [b, t]) => (a === b ? s - t : a < b ? -1 : 1));
  const [is, should] = [ordered(actual), ordered(expected)];
  expect(is.map(([what]) => what)).toEqual(should.map(([what]) => what));
  is.forEach(([what, time], i) => {
    if (Math.abs(time - should[i][1]) > PRECISION) {
      throw new Error(`${what} took ${time}, not ${should[i][1]}`);
    }
  });
}

/** The sums of times of the same. */
export function sums(times: Times): Times {
  const sum = new Map<string, number>();
  for (const [what, time] of times) sum.set(what, (sum.get(what) ?? 0) + time);
  return [...sum];
}

/** A trace whose clock goes too fast. */
function withMistake(trace: Trace): Trace {
  const late = (time: number) => trace.start + (time - trace.start) * 1.1;
  const chunks = trace.chunks.map((chunk) => {
    const times = chunk.times.slice();
    for (let i = 0; i < chunk.count; i++) times[2 * i] = late(times[2 * i]);
    return { ...chunk, times };
  });
  return { ...trace, chunks, end: late(trace.end) };
}

/** Checks what a reader shows, and that the check finds a mistake. */
export async function checkTimes(
  trace: Trace,
  read: (trace: Trace) => Times | Promise<Times>,
  expected: Times,
): Promise<void> {
  expectTimes(await read(trace), expected);
  const mistaken = await read(withMistake(trace));
  expect(() => expectTimes(mistaken, expected)).toThrow();
}
