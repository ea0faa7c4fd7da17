import type { Activation } from './activation.js';

/** Who is told of what happens to activations outside of any probe. */
export interface Watcher {
  /** The promise that it returned has settled, and with it the activation has ended. */
  settled(activation: Activation): void;
  /** What its `yield` awaited has settled: it is paused. */
  yielded(activation: Activation): void;
  /** The repair has taken it off the stack; a module has thereby ended. */
  detached(activation: Activation): void;
  /** The repair has removed frames. */
  repaired(): void;
}

/** Null unless a trace is recorded. */
export let watcher: Watcher | null = null;

export function watch(next: Watcher | null): void {
  watcher = next;
}
