import { Actions, pick, type Step } from './chooser.js';
import { addMeasuring } from './measuring.js';
import { FUNCTIONS, SITE_COUNT } from './metadata.js';
import type { Advance, Awaitable, Coroutine, Delegation, Held, Token, Twin } from './twin.js';

/**
 * A random program as the language would run it, with the probes where emitted code has them. A function
 * that was called while the profiler was stopped runs without probes: its handle is null.
 */
type Frame = SyncFrame | CoroutineFrame;

interface SyncFrame {
  kind: 'sync' | 'module';
  token: Token | null;
}

interface CoroutineFrame {
  kind: 'async' | 'generator' | 'asyncGenerator' | 'asyncModule';
  coroutine: Coroutine | null;
  /** What an async generator has yielded, and awaits first. */
  yielded: Awaitable | null;
  /** The `yield*` that a generator is in. */
  delegation: Delegation | null;
  /** The `finally` blocks that it is in. */
  held: Held[];
}

const MOST_FRAMES = 9;
const MOST_PROMISES = 5;

export class WellFormedProgram {
  readonly #twin: Twin;
  readonly #stack: Frame[] = [];
  /** Only a microtask continues these. */
  #awaiting: CoroutineFrame[] = [];
  /** The holder of one of these may resume it at any moment. */
  #paused: CoroutineFrame[] = [];
  #pending: Awaitable[] = [];

  constructor(twin: Twin) {
    this.#twin = twin;
  }

  step(step: Step): void | Promise<void> {
    const actions = new Actions();
    addMeasuring(actions, this.#twin);
    this.#addSettling(actions);
    if (this.#stack.length < MOST_FRAMES) this.#addCalls(actions);
    const top = this.#stack.at(-1);
    if (top === undefined) this.#addEventLoop(actions);
    else if ('token' in top) this.#addReturns(actions, top);
    else this.#addDepartures(actions, top);
    return actions.perform(step);
  }

  #addSettling(actions: Actions): void {
    if (this.#pending.length === 0) return;
    actions.add(4, ({ subject, detail }) => {
      const awaitable = pick(this.#pending, subject);
      this.#pending = this.#pending.filter((other) => other !== awaitable);
      awaitable.settle(detail % 3 !== 0);
    });
  }

  #addCalls(actions: Actions): void {
    const twin = this.#twin;
    const begin = (kind: CoroutineFrame['kind'], probe: 'open' | 'openModule' = 'open') => {
      return ({ subject }: Step) => {
        const coroutine = twin.running ? twin[probe](pick(FUNCTIONS[kind], subject)) : null;
        this.#stack.push({ kind, coroutine, yielded: null, delegation: null, held: [] });
      };
    };
    actions.add(5, ({ subject }) => {
      const token = twin.running ? twin.enter(pick(FUNCTIONS.sync, subject)) : null;
      this.#stack.push({ kind: 'sync', token });
    });
    actions.add(1, () => {
      const token = twin.running ? twin.enterModule(FUNCTIONS.module[0]) : null;
      this.#stack.push({ kind: 'module', token });
    });
    actions.add(1, () => {
      if (twin.running) twin.count(FUNCTIONS.counted[0]);
    });
    actions.add(4, begin('async'));
    actions.add(2, begin('generator'));
    actions.add(2, begin('asyncGenerator'));
    // Only the loader runs these, from the event loop.
    if (this.#stack.length === 0) actions.add(1, begin('asyncModule', 'openModule'));
    if (this.#paused.length > 0) {
      actions.add(5, (step) => this.#continue(pick(this.#paused, step.subject), step));
    }
  }

  #addEventLoop(actions: Actions): void {
    actions.add(6, () => this.#turn());
    if (this.#awaiting.length > 0) {
      actions.add(12, (step) => this.#continue(pick(this.#awaiting, step.subject), step));
    }
  }

  /** A coroutine resumes by a value, by a `throw` or a `return`, or by one that ends it at once. */
  #continue(frame: CoroutineFrame, { detail }: Step): void {
    // What an async generator has yielded is awaited before it can resume.
    if (frame.yielded !== null && frame.yielded.model?.fulfilled === null) return;
    this.#awaiting = this.#awaiting.filter((other) => other !== frame);
    this.#paused = this.#paused.filter((other) => other !== frame);
    frame.yielded = null;
    this.#stack.push(frame);
    if (frame.coroutine === null) return;
    const way = detail % 8;
    if (frame.delegation !== null) {
      if (way < 7) return this.#advance(frame, 'next', detail);
      this.#advance(frame, 'return', detail);
      this.#end(frame);
    } else if (way < 5) this.#twin.resumed(frame.coroutine);
    else if (way < 7) this.#twin.resume(frame.coroutine);
    // No `catch` or `finally` of its own.
    else if (frame.kind !== 'asyncModule') this.#end(frame);
  }

  /** Calls `next` or `return` of the inner iterator of a `yield*`. */
  #advance(frame: CoroutineFrame, method: Advance['method'], detail: number): void {
    const { coroutine, delegation } = frame;
    if (coroutine === null || delegation === null) return;
    const done = method === 'return' || detail % 3 === 0;
    this.#twin.advance(coroutine, delegation, { method, milliseconds: detail % 5, done });
    if (!done) return this.#leave(frame, this.#paused);
    frame.delegation = null;
    if (method === 'next') this.#twin.resumed(coroutine);
  }

  #addReturns(actions: Actions, frame: SyncFrame): void {
    actions.add(14, () => {
      this.#stack.pop();
      if (frame.token !== null) this.#twin.exit(frame.token);
    });
    if (frame.kind === 'module' && this.#stack.length === 1) {
      actions.add(1, () => this.#throwModule());
    }
  }

  #addDepartures(actions: Actions, frame: CoroutineFrame): void {
    const twin = this.#twin;
    const { coroutine, kind } = frame;
    const site = ({ detail }: Step) => detail % SITE_COUNT;
    actions.add(5, () => this.#end(frame));
    if (kind !== 'generator') {
      actions.add(10, (step) => {
        this.#leave(frame, this.#awaiting);
        if (coroutine !== null) twin.suspend(coroutine, site(step));
      });
    }
    if (kind === 'generator') {
      actions.add(10, (step) => {
        this.#leave(frame, this.#paused);
        if (coroutine !== null) twin.pause(coroutine, site(step));
      });
      actions.add(4, (step) => {
        if (coroutine === null) return;
        frame.delegation = twin.delegate(coroutine, site(step));
        this.#advance(frame, 'next', step.detail >> 3);
      });
    }
    if (kind === 'asyncGenerator') {
      actions.add(8, (step) => {
        const awaitable = this.#awaitable(step);
        const isPromise = awaitable.model !== null;
        this.#leave(frame, isPromise ? this.#awaiting : this.#paused);
        if (isPromise) frame.yielded = awaitable;
        if (coroutine !== null) twin.pauseAsync(coroutine, site(step), awaitable);
      });
    }
    if (kind === 'async' && coroutine !== null) {
      const { held } = frame;
      actions.add(1, (step) => twin.returned(coroutine, site(step), this.#awaitable(step)));
      actions.add(3, (step) => {
        twin.returned(coroutine, site(step), this.#awaitable(step));
        this.#end(frame);
      });
      actions.add(1, () => {
        held.push(twin.hold(coroutine));
      });
      if (held.length > 0) {
        actions.add(4, () => twin.release(coroutine, held.pop()!));
        // Overridden: by a `return`, a `throw`, a `break`.
        actions.add(1, () => {
          held.pop();
        });
      }
    }
    if (kind === 'asyncModule' && this.#stack.length === 1) {
      actions.add(1, () => this.#throwModule());
    }
  }

  #leave(frame: CoroutineFrame, where: CoroutineFrame[]): void {
    this.#stack.pop();
    where.push(frame);
  }

  #end({ coroutine }: CoroutineFrame): void {
    this.#stack.pop();
    if (coroutine !== null) this.#twin.close(coroutine);
  }

  /** No probe reports that a module has thrown; the turn ends with it. */
  #throwModule(): Promise<void> {
    this.#stack.pop();
    this.#twin.trace.push('the module throws');
    return this.#turn();
  }

  async #turn(): Promise<void> {
    await this.#twin.turn();
    const isPaused = ({ yielded }: CoroutineFrame) => yielded?.model?.fulfilled === true;
    this.#paused.push(...this.#awaiting.filter(isPaused));
    this.#awaiting = this.#awaiting.filter((frame) => !isPaused(frame));
  }

  #awaitable({ subject }: Step): Awaitable {
    if (subject % 3 === 0) return this.#twin.noPromise(subject);
    const known = this.#pending[subject % MOST_PROMISES];
    if (known !== undefined) return known;
    const awaitable = this.#twin.promise();
    this.#pending.push(awaitable);
    return awaitable;
  }
}
