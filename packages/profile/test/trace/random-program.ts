import fc from 'fast-check';
import type { VirtualEngine } from './virtual-engine.js';

/** What a random function does, one after the other. */
export type Step =
  | { do: 'burn' | 'sleep'; milliseconds: number }
  | { do: 'count' }
  | { do: 'call' | 'await' | 'return'; fn: number; steps: Step[] }
  | { do: 'all' | 'race'; fn: number; branches: Step[][] }
  /** Starts a coroutine that nothing waits for. */
  | { do: 'spawn' | 'fail'; fn: number; steps: Step[] }
  | { do: 'generate' | 'stream' | 'delegate'; steps: Step[]; values: number };

const NAMES = ['sync', 'async', 'generator', 'asyncGenerator', 'counted'] as const;
/** How many functions of each kind there are. */
const VARIANTS = 3;
/** Any step may stand at any of so many sites. */
const SITES = 4;

const { steps } = fc.letrec<{ step: Step; steps: Step[] }>((tie) => {
  const milliseconds = fc.nat(9);
  const fn = fc.nat(VARIANTS - 1);
  const nested = (what: Step['do']) =>
    fc.record({ do: fc.constant(what), fn, steps: tie('steps') }) as fc.Arbitrary<Step>;
  const parallel = (what: Step['do']) =>
    fc.record({
      do: fc.constant(what),
      fn,
      branches: fc.array(tie('steps'), { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<Step>;
  const iterated = (what: Step['do']) =>
    fc.record({
      do: fc.constant(what),
      steps: tie('steps'),
      values: fc.nat(3),
    }) as fc.Arbitrary<Step>;
  return {
    step: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      fc.record({ do: fc.constantFrom('burn', 'sleep'), milliseconds }),
      fc.constant({ do: 'count' } as const),
      nested('call'),
      nested('await'),
      nested('return'),
      nested('spawn'),
      nested('fail'),
      parallel('all'),
      parallel('race'),
      iterated('generate'),
      iterated('stream'),
      iterated('delegate'),
    ) as fc.Arbitrary<Step>,
    steps: fc.array(tie('step'), { maxLength: 5 }),
  };
});

export const program: fc.Arbitrary<Step[]> = steps;

/** Runs random programs as the transform would have instrumented them. */
export class RandomProgram {
  readonly #engine: VirtualEngine;
  readonly #base: number;
  #site = 0;

  constructor(engine: VirtualEngine) {
    this.#engine = engine;
    this.#base = engine.probes.register(
      1,
      'random.js',
      NAMES.length * VARIANTS,
      SITES * NAMES.length * VARIANTS,
      '',
    );
  }

  async run(steps: Step[]): Promise<void> {
    const main = this.async(0, steps);
    await this.#engine.runTimers();
    await main;
  }

  #id(kind: (typeof NAMES)[number], fn: number): number {
    return this.#base + NAMES.indexOf(kind) * VARIANTS + fn;
  }

  #nextSite(): number {
    return this.#site++ % SITES;
  }

  sync(fn: number, steps: Step[]): void {
    const { probes } = this.#engine;
    const frame = probes.on ? probes.enter(this.#id('sync', fn)) : 0;
    try {
      for (const step of steps) this.#perform(step);
    } finally {
      if (frame) probes.exit(frame);
    }
  }

  /** What any function can do. */
  #perform(step: Step): void {
    const { probes } = this.#engine;
    if (step.do === 'burn') this.#engine.burn(step.milliseconds);
    else if (step.do === 'count' && probes.on) probes.count(this.#id('counted', 0));
    else if (step.do === 'call') this.sync(step.fn, step.steps);
    else if (step.do === 'spawn') void this.async(step.fn, step.steps);
    else if (step.do === 'generate') for (const _ of this.generator(step.steps, step.values));
    else if (step.do === 'delegate') for (const _ of this.delegator(step.steps, step.values));
  }

  async async(fn: number, steps: Step[]): Promise<unknown> {
    const { probes } = this.#engine;
    const $f = probes.on ? probes.open(this.#id('async', fn)) : null;
    try {
      for (const step of steps) {
        const site = this.#nextSite();
        if (step.do === 'sleep') {
          probes.resumed($f, await probes.suspend($f, site, this.#engine.sleep(step.milliseconds)));
        } else if (step.do === 'await') {
          probes.resumed($f, await probes.suspend($f, site, this.async(step.fn, step.steps)));
        } else if (step.do === 'return') {
          return probes.returned($f, site, this.async(step.fn, step.steps));
        } else if (step.do === 'all' || step.do === 'race') {
          const branches = step.branches.map((branch) => this.async(step.fn, branch));
          probes.resumed(
            $f,
            await probes.suspend(
              $f,
              site,
              step.do === 'all' ? Promise.all(branches) : Promise.race(branches),
            ),
          );
        } else if (step.do === 'fail') {
          try {
            probes.resumed($f, await probes.suspend($f, site, this.#failing(step.fn, step.steps)));
          } catch {
            probes.resume($f);
          }
        } else if (step.do === 'stream') {
          const values = this.asyncGenerator(step.steps, step.values);
          for await (const _ of probes.iterate($f, site, values) as AsyncIterable<unknown>) {
            probes.resume($f);
          }
          probes.resume($f);
        } else this.#perform(step);
      }
      return undefined;
    } finally {
      if ($f) probes.close($f);
    }
  }

  async #failing(fn: number, steps: Step[]): Promise<never> {
    const { probes } = this.#engine;
    const $f = probes.on ? probes.open(this.#id('async', fn)) : null;
    try {
      probes.resumed($f, await probes.suspend($f, 0, this.async(fn, steps)));
      throw new Error('on purpose');
    } finally {
      if ($f) probes.close($f);
    }
  }

  *generator(steps: Step[], values: number): Generator<number> {
    const { probes } = this.#engine;
    const $f = probes.on ? probes.open(this.#id('generator', values % VARIANTS)) : null;
    try {
      for (let value = 0; value < values; value++) {
        for (const step of steps) this.#perform(step);
        probes.resumed($f, yield probes.pause($f, 0, value));
      }
    } finally {
      probes.resume($f);
      if ($f) probes.close($f);
    }
  }

  *delegator(steps: Step[], values: number): Generator<number> {
    const { probes } = this.#engine;
    const $f = probes.on ? probes.open(this.#id('generator', values % VARIANTS)) : null;
    try {
      const inner = probes.delegate($f, 1, this.generator(steps, values)) as Iterable<number>;
      probes.resumed($f, yield* inner);
    } finally {
      probes.resume($f);
      if ($f) probes.close($f);
    }
  }

  async *asyncGenerator(steps: Step[], values: number): AsyncGenerator<unknown> {
    const { probes } = this.#engine;
    const $f = probes.on ? probes.open(this.#id('asyncGenerator', values % VARIANTS)) : null;
    try {
      for (let value = 0; value < values; value++) {
        probes.resumed($f, await probes.suspend($f, 0, this.async(0, steps)));
        const yielded = value % 2 === 0 ? value : this.#engine.sleep(value);
        probes.resumed($f, yield probes.pauseAsync($f, 1, yielded));
      }
    } finally {
      probes.resume($f);
      if ($f) probes.close($f);
    }
  }
}
