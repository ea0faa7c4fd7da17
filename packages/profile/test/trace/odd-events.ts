import fc from 'fast-check';
import type { Probes } from '../../../runtime/src/index.js';
import type { VirtualEngine } from './virtual-engine.js';

export interface OddEvent {
  action: number;
  subject: number;
  detail: number;
}

export const oddEvents: fc.Arbitrary<OddEvent[]> = fc.array(
  fc.record({ action: fc.nat(999), subject: fc.nat(99), detail: fc.nat(99) }),
  { minLength: 1, maxLength: 120, size: 'max' },
);

const FUNCTIONS = 4;
const SITES = 3;

type Activation = ReturnType<Probes['open']>;

/** Calls probes as no program would: in any order, for any activation, whatever its state. */
export class OddEvents {
  readonly #engine: VirtualEngine;
  readonly #base: number;
  readonly #tokens: number[] = [];
  readonly #activations: Activation[] = [];
  readonly #promises: Array<{ promise: Promise<void>; settle: () => void }> = [];
  readonly #iterators: Array<Iterator<unknown>> = [];

  constructor(engine: VirtualEngine) {
    this.#engine = engine;
    this.#base = engine.probes.register(1, 'odd.js', FUNCTIONS, SITES, '');
  }

  async perform({ action, subject, detail }: OddEvent): Promise<void> {
    const { probes } = this.#engine;
    const fn = this.#base + (subject % FUNCTIONS);
    const site = detail % SITES;
    const pick = <Item>(items: Item[]): Item | undefined => items[subject % items.length];
    const token = pick(this.#tokens) ?? 1;
    const activation = pick(this.#activations) ?? null;
    const events: Array<() => unknown> = [
      () => this.#engine.burn(detail),
      () => this.#engine.burn(detail),
      () => this.#tokens.push(probes.enter(fn)),
      () => this.#tokens.push(probes.enter(fn)),
      () => this.#tokens.push(probes.enterModule(fn)),
      () => probes.exit(token),
      () => probes.exit(token),
      () => probes.count(fn),
      () => this.#activations.push(probes.open(fn)),
      () => this.#activations.push(probes.open(fn)),
      () => this.#activations.push(probes.openModule(fn)),
      () => activation && probes.close(activation),
      () => activation && probes.close(activation),
      () => probes.suspend(activation, site, undefined),
      () => probes.suspend(activation, site, undefined),
      () => probes.pause(activation, site, undefined),
      () => probes.pauseAsync(activation, site, this.#promise(detail)),
      () => probes.returned(activation, site, this.#promise(detail)),
      () => probes.resume(activation),
      () => probes.resumed(activation, undefined),
      () => probes.resumed(activation, undefined),
      () => this.#delegate(activation, site, detail),
      () => pick(this.#iterators)?.next(),
      () => pick(this.#promises)?.settle(),
    ];
    const choice = action % (events.length + 1);
    if (choice === events.length) await this.#engine.turn();
    else events[choice]();
  }

  #promise(detail: number): Promise<void> | number {
    if (detail % 4 === 0) return detail;
    const known = this.#promises[detail % 7];
    if (known !== undefined) return known.promise;
    let settle!: () => void;
    const promise = new Promise<void>((resolve) => {
      settle = resolve;
    });
    this.#promises.push({ promise, settle });
    return promise;
  }

  #delegate(activation: Activation | null, site: number, detail: number): void {
    let answers = detail % 4;
    const inner = { next: () => ({ value: 0, done: answers-- <= 0 }) };
    const iterable = this.#engine.probes.delegate(activation, site, {
      [Symbol.iterator]: () => inner,
    }) as Iterable<unknown>;
    this.#iterators.push(iterable[Symbol.iterator]());
  }
}
