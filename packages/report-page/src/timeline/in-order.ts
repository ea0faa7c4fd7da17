import type { Trace } from '@coroscope/profile';
import { beginnings } from './beginnings.js';

/** The order of traces, by index: those of a process together, and what began first before the others. */
export function inOrder(traces: readonly Trace[]): number[] {
  const begins = beginnings(traces);
  const firsts = new Map<number | undefined, number>();
  traces.forEach(({ thread: { process } }, i) => {
    firsts.set(process, Math.min(begins[i], firsts.get(process) ?? Infinity));
  });
  const first = (i: number) => firsts.get(traces[i].thread.process)!;
  return [...traces.keys()].sort(
    (a, b) =>
      first(a) - first(b) || traces[a].thread.id - traces[b].thread.id || begins[a] - begins[b],
  );
}
