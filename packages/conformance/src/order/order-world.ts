import { VirtualWorld } from '../host/virtual-world.js';

/** How many steps a program may take before every further one throws. */
const FUEL = 300;

type Behaviour = 'plain' | 'closing' | 'throwing' | 'spiteful' | 'odd';

/**
 * What a random program works with. All of it is deterministic, and whatever it is asked to do goes to
 * the log: which property of an iterator was looked up, which method was called with what.
 */
export class OrderWorld {
  readonly log: string[] = [];
  readonly #time = new VirtualWorld();
  readonly #onStep: (count: number) => void;
  #flips = 0;

  /** @param onStep Called before each step, with the number of steps so far. */
  constructor(onStep: (count: number) => void = () => {}) {
    this.#onStep = onStep;
  }

  /** By the names that programs use. */
  globals(): Record<string, unknown> {
    return {
      step: this.#step,
      flip: () => this.#flips++ % 3 === 1,
      ticks: this.#ticks,
      turns: (label: number, count: number) =>
        this.#time.sleep(count).then(() => this.#step(label, 'turned')),
      thenable: this.#thenable,
      subclassed: (label: number, count: number) =>
        new Subclassed((resolve) => void this.#ticks(label, count).then(resolve)),
      shared: this.#time.sleep(2),
      iterator: this.#iterator,
      asyncIterator: this.#asyncIterator,
      resource: this.#resource,
      primitiveAsync: async (value: unknown) => this.#step('async', value),
      primitiveGenerator: function* (value: unknown) {
        yield value;
      },
      primitiveAsyncGenerator: async function* (value: unknown) {
        yield value;
      },
    };
  }

  /** Runs what a program has set going to its end. */
  async runToEnd(): Promise<void> {
    const note = (event: string) => (reason: unknown) =>
      void this.log.push(`${event} ${describe(reason)}`);
    const unhandled = note('unhandled');
    const handledLate = () => void this.log.push('handled late');
    process.on('unhandledRejection', unhandled).on('rejectionHandled', handledLate);
    try {
      await this.#time.runToEnd();
    } finally {
      process.off('unhandledRejection', unhandled).off('rejectionHandled', handledLate);
    }
  }

  /** Logs a label and a value, and returns the value; without one, the label. */
  readonly #step = (label: unknown, ...values: unknown[]): unknown => {
    this.#onStep(this.log.length);
    this.log.push([String(label), ...values.map(describe)].join(' '));
    if (this.log.length > FUEL) throw new Error('out of fuel');
    return values.length > 0 ? values[0] : label;
  };

  readonly #ticks = async (
    label: number,
    count: number,
    outcome?: 'reject' | false,
  ): Promise<unknown> => {
    for (let i = 0; i < count; i++) await undefined;
    this.#step(label, 'ticked');
    if (outcome === 'reject') throw label;
    return label;
  };

  readonly #thenable = (label: number, count: number) => ({
    then: (fulfil: (value: unknown) => unknown, reject: (reason: unknown) => unknown) => {
      this.#step(label, 'then');
      return this.#ticks(label, count).then(fulfil, reject);
    },
  });

  readonly #iterator = (label: number, behaviour: Behaviour) =>
    this.#logged(label, behaviour, Symbol.iterator, (result) => result);

  readonly #asyncIterator = (label: number, behaviour: Behaviour) =>
    this.#logged(label, behaviour, Symbol.asyncIterator, (result) =>
      behaviour === 'odd' ? result : this.#ticks(label, 1).then(() => result),
    );

  /** Two items, then the end, from an object that logs each look at it. */
  #logged(
    label: number,
    behaviour: Behaviour,
    opener: symbol,
    answer: (result: IteratorResult<unknown>) => unknown,
  ): unknown {
    const step = this.#step;
    let left = 2;
    const end = (value: unknown) => answer({ done: true, value });
    const methods: Record<string, (value: unknown) => unknown> = {
      next: (value) => {
        if (behaviour === 'throwing' && left === 1) throw step(label, 'fails');
        return left-- > 0 ? answer(this.#result(label, value)) : end(value);
      },
      return: (value) => {
        if (behaviour === 'spiteful') throw step(label, 'does not close');
        return behaviour === 'odd' ? answer(this.#result(label, 'more')) : end(value);
      },
      throw: (value) => {
        if (behaviour === 'throwing') throw value;
        return end(value);
      },
    };
    const absent = behaviour === 'plain' ? ['return', 'throw'] : [];
    const iterator = {};
    for (const [name, method] of Object.entries(methods)) {
      Object.defineProperty(iterator, name, {
        get() {
          step(label, `get ${name}`);
          if (absent.includes(name)) return undefined;
          return function (this: unknown, ...values: unknown[]) {
            step(label, name, this === iterator, values.length);
            return method(values[0]);
          };
        },
      });
    }
    return {
      get [opener]() {
        step(label, 'get opener');
        return () => iterator;
      },
    };
  }

  /** A result whose properties log that they are read. */
  #result(label: number, value: unknown): IteratorResult<unknown> {
    const step = this.#step;
    return {
      get done() {
        step(label, 'get done');
        return false;
      },
      get value() {
        step(label, 'get value');
        return value;
      },
    };
  }

  readonly #resource = (label: number, behaviour: 'async' | 'sync' | 'throws' | 'rejects') => {
    const step = this.#step;
    const symbols = Symbol as unknown as { dispose: symbol; asyncDispose: symbol };
    const resource = {
      get [symbols.dispose]() {
        step(label, 'get dispose');
        return function (this: unknown) {
          step(label, 'dispose', this === resource);
          if (behaviour === 'throws') throw label;
        };
      },
    };
    if (behaviour === 'async' || behaviour === 'rejects') {
      const outcome = behaviour === 'rejects' ? 'reject' : undefined;
      Object.defineProperty(resource, symbols.asyncDispose, {
        get: () => {
          step(label, 'get asyncDispose');
          return () => this.#ticks(label, 1, outcome);
        },
      });
    }
    return resource;
  };
}

class Subclassed extends Promise<unknown> {}

/** Engine's own errors by name alone: their texts may quote the code. */
function describe(value: unknown): string {
  if (value instanceof Error) return value.name;
  if (typeof value === 'object' && value !== null) {
    if ('done' in value) {
      const { done, value: item } = value as IteratorResult<unknown>;
      return `{ done: ${String(done)}, value: ${describe(item)} }`;
    }
    return Array.isArray(value) ? `[${value.map(describe).join(', ')}]` : 'object';
  }
  return typeof value === 'function' ? 'function' : String(value);
}
