import { Actions, pick, type Step } from './chooser.js';
import { addMeasuring } from './measuring.js';
import { FUNCTIONS, SITE_COUNT } from './metadata.js';
import type { Awaitable, Coroutine, Held, Token, Twin } from './twin.js';

/**
 * Probes in any order on any activation, live or closed, and microtasks in the middle of calls: what no
 * program can produce, and what other code can cause.
 */
export class OddEvents {
  readonly #twin: Twin;
  readonly #tokens: Token[] = [];
  readonly #coroutines: Coroutine[] = [];
  readonly #awaitables: Awaitable[] = [];
  readonly #held: Held[] = [];

  constructor(twin: Twin) {
    this.#twin = twin;
  }

  step(step: Step): void | Promise<void> {
    const actions = new Actions();
    addMeasuring(actions, this.#twin);
    // Emitted code checks whether the profiler runs before it reports anything new.
    if (this.#twin.running) this.#addBeginnings(actions);
    this.#addPromises(actions);
    if (this.#tokens.length > 0) {
      actions.add(6, ({ subject }) => this.#twin.exit(pick(this.#tokens, subject)));
    }
    if (this.#coroutines.length > 0) this.#addProbes(actions);
    return actions.perform(step);
  }

  #addBeginnings(actions: Actions): void {
    const twin = this.#twin;
    const coroutines = [...FUNCTIONS.async, ...FUNCTIONS.generator, ...FUNCTIONS.asyncGenerator];
    const anyOf = (functions: number[], { subject }: Step) => pick(functions, subject);
    actions.add(5, (step) => {
      this.#tokens.push(twin.enter(anyOf(FUNCTIONS.sync, step)));
    });
    actions.add(1, () => {
      this.#tokens.push(twin.enterModule(FUNCTIONS.module[0]));
    });
    actions.add(1, () => twin.count(FUNCTIONS.counted[0]));
    actions.add(5, (step) => {
      this.#coroutines.push(twin.open(anyOf(coroutines, step)));
    });
    actions.add(1, () => {
      this.#coroutines.push(twin.openModule(FUNCTIONS.asyncModule[0]));
    });
  }

  #addPromises(actions: Actions): void {
    actions.add(3, () => this.#twin.turn());
    if (this.#awaitables.length === 0) return;
    actions.add(4, ({ subject, detail }) =>
      pick(this.#awaitables, subject).settle(detail % 3 !== 0),
    );
  }

  #addProbes(actions: Actions): void {
    const twin = this.#twin;
    const any = ({ subject }: Step) => pick(this.#coroutines, subject);
    const site = ({ detail }: Step) => detail % SITE_COUNT;
    actions.add(5, (step) => twin.suspend(any(step), site(step)));
    actions.add(3, (step) => twin.pause(any(step), site(step)));
    actions.add(3, (step) => twin.pauseAsync(any(step), site(step), this.#awaitable(step)));
    actions.add(3, (step) => twin.resumed(any(step)));
    actions.add(3, (step) => twin.resume(any(step)));
    actions.add(2, (step) => twin.returned(any(step), site(step), this.#awaitable(step)));
    actions.add(3, (step) => twin.close(any(step)));
    actions.add(1, (step) => {
      this.#held.push(twin.hold(any(step)));
    });
    if (this.#held.length > 0) {
      actions.add(1, (step) => twin.release(any(step), pick(this.#held, step.detail)));
    }
  }

  #awaitable({ detail }: Step): Awaitable {
    if (detail % 3 === 0) return this.#twin.noPromise(detail);
    const known = this.#awaitables[detail % 7];
    if (known !== undefined) return known;
    const awaitable = this.#twin.promise();
    this.#awaitables.push(awaitable);
    return awaitable;
  }
}
