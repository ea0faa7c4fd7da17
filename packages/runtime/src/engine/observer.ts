import type { Activation } from './activation.js';

/** An observer of what happens to activations outside of any probe. */
export interface ActivationObserver {
  /** The promise that the activation returned has settled, which ended it. */
  settled(activation: Activation): void;
  /** The promise that its `yield` awaited has settled: it is paused. */
  yielded(activation: Activation): void;
  /** The repair has taken it off the stack, which ends a module. */
  detached(activation: Activation): void;
  /** The repair has removed frames. */
  repaired(): void;
  /** From the latest event until now, the thread was idle. */
  slept(moment: number): void;
}

/** Null unless a trace is recorded. */
export let observer: ActivationObserver | null = null;

export function setObserver(next: ActivationObserver | null): void {
  observer = next;
}
