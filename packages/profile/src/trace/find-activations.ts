import { activationsOf } from './activations.js';
import type { Trace } from './trace.js';

/**
 * Finds the activations that a text stands for, the longest first: one by its index (`#12`), those of
 * a function by its name, or, without a text, the coroutines that no other coroutine has started.
 *
 * @param tag Only those that ran under it; all unless given.
 */
export function findActivations(trace: Trace, text?: string, tag?: string): number[] {
  const activations = activationsOf(trace);
  const index = /^#(\d+)$/.exec(text ?? '')?.[1];
  if (index !== undefined) return Number(index) < activations.count ? [Number(index)] : [];
  const { owner } = activations.tables;
  const isNamed = functionFilter(trace, text);
  const isMeant = (i: number) =>
    (tag === undefined || activations.tagOf(i) === tag) &&
    (text === undefined ? activations.isCoroutine(i) && owner.values[i] < 0 : isNamed(i));
  const found: number[] = [];
  for (let i = 0; i < activations.count; i++) {
    if (isMeant(i)) found.push(i);
  }
  return found.sort((a, b) => activations.elapsed(b) - activations.elapsed(a) || a - b);
}

function functionFilter(trace: Trace, name: string | undefined): (activation: number) => boolean {
  const activations = activationsOf(trace);
  const matches = trace.functions.map((fn) => fn.name === name);
  return (activation) => matches[activations.functionOf(activation)] ?? false;
}
