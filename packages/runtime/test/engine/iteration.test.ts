import { probes, profiler } from '../../src/index.js';
import { drain, figure, registerFile, startAnew } from '../support/virtual-world.js';

const F = '<function 0>';
type Log = string[];

beforeEach(startAnew);
afterEach(() => profiler.stop());

/** An object that logs every access. */
function observed<Target extends object>(name: string, log: Log, target: Target): Target {
  return new Proxy(target, {
    get(object, key, receiver) {
      log.push(`get ${name}.${String(key)}`);
      const value: unknown = Reflect.get(object, key, receiver);
      return typeof value === 'function'
        ? (...parameters: unknown[]) => {
            log.push(`call ${name}.${String(key)}(${parameters.map(String).join()})`);
            return Reflect.apply(value, object, parameters) as unknown;
          }
        : value;
    },
  });
}

/** An iterable whose iterator has the given methods and returns results from a list. */
function iterable(log: Log, symbol: symbol, answers: unknown[], methods: string[]): unknown {
  const remaining = [...answers];
  const answer = () => {
    const next = remaining.shift();
    if (next instanceof Error) throw next;
    return typeof next === 'object' && next !== null && !(next instanceof Promise)
      ? observed('result', log, next)
      : next;
  };
  const iterator = Object.fromEntries(methods.map((method) => [method, answer]));
  return observed('iterable', log, { [symbol]: () => observed('iterator', log, iterator) });
}

const value = (n: number) => ({ value: n, done: false });
const done = { value: 'end', done: true };

type Step = ['next' | 'throw' | 'return', unknown];

const deliveries: Array<[string, unknown[], string[], Step[]]> = [
  [
    'to the end',
    [value(1), value(2), done],
    ['next'],
    [
      ['next', 0],
      ['next', 5],
      ['next', 6],
      ['next', 7],
    ],
  ],
  [
    'thrown into',
    [value(1), value(2), done],
    ['next', 'throw'],
    [
      ['next', 0],
      ['throw', 'e'],
      ['next', 1],
    ],
  ],
  [
    'thrown into, without throw',
    [value(1), value(2)],
    ['next', 'return'],
    [
      ['next', 0],
      ['throw', 'e'],
    ],
  ],
  [
    'thrown into, with neither',
    [value(1)],
    ['next'],
    [
      ['next', 0],
      ['throw', 'e'],
    ],
  ],
  [
    'returned',
    [value(1), done],
    ['next', 'return'],
    [
      ['next', 0],
      ['return', 'r'],
    ],
  ],
  [
    'returned, but refusing',
    [value(1), value(2), done],
    ['next', 'return'],
    [
      ['next', 0],
      ['return', 'r'],
      ['next', 1],
    ],
  ],
  [
    'returned, without return',
    [value(1)],
    ['next'],
    [
      ['next', 0],
      ['return', 'r'],
      ['next', 1],
    ],
  ],
  [
    'failing',
    [value(1), new Error('inner')],
    ['next'],
    [
      ['next', 0],
      ['next', 1],
      ['next', 2],
    ],
  ],
  ['no result object', [1], ['next'], [['next', 0]]],
  ['no next', [], ['return'], [['next', 0]]],
];

function describeError(error: unknown): string {
  return error instanceof Error ? error.constructor.name : String(error);
}

describe('yield* in a generator', () => {
  function* bare(inner: unknown): Generator {
    return yield* inner as Iterable<unknown>;
  }

  function instrumented(base: number) {
    return function* (inner: unknown): Generator {
      const activation = probes.open(base);
      try {
        return probes.resumed(
          activation,
          yield* probes.delegate(activation, 0, inner) as Iterable<unknown>,
        );
      } finally {
        probes.close(activation);
      }
    };
  }

  function drive(generate: (inner: unknown) => Generator, inner: unknown, steps: Step[], log: Log) {
    const generator = generate(inner);
    for (const [method, parameter] of steps) {
      try {
        log.push(JSON.stringify((generator[method] as (p: unknown) => unknown)(parameter)));
      } catch (error) {
        log.push(`throws ${describeError(error)}`);
      }
    }
    return log;
  }

  test.each(deliveries)('does what the language does: %s', (_, answers, methods, steps) => {
    const run = (generate: (inner: unknown) => Generator) => {
      const log: Log = [];
      return drive(generate, iterable(log, Symbol.iterator, answers, methods), steps, log);
    };
    const base = registerFile('delegate.js', 1, 1);
    expect(run(instrumented(base))).toEqual(run(bare));
  });

  test.each([
    [undefined],
    [null],
    [1],
    [{}],
    [{ [Symbol.iterator]: 1 }],
    [{ [Symbol.iterator]: () => 1 }],
  ])('what is not iterable (%p) is rejected with the language’s own error', (inner) => {
    const base = registerFile('not-iterable.js', 1, 1);
    const run = (generate: (inner: unknown) => Generator) =>
      drive(generate, inner, [['next', 0]], []);
    expect(run(instrumented(base))).toEqual(run(bare));
  });

  test('a yielded value is a suspension, the end is not', () => {
    const base = registerFile('counted.js', 1, 1);
    const generator = instrumented(base)([1, 2]);
    for (let step = 0; step < 3; step++) generator.next();
    const profile = profiler.snapshot();
    expect(figure(profile, 'suspensions', F)).toBe(2);
    expect(profile.threads[0].sites.suspended).toEqual([2]);
    expect(profile.threads[0].sites.resumed).toEqual([2]);
    expect(figure(profile, 'live', F)).toBe(0);
  });
});

describe('async iteration', () => {
  const loops = {
    'yield*': {
      bare: async function* (inner: unknown): AsyncGenerator {
        return yield* inner as AsyncIterable<unknown>;
      },
      instrumented: (base: number) =>
        async function* (inner: unknown): AsyncGenerator {
          const activation = probes.open(base);
          try {
            return probes.suspend(
              activation,
              1,
              probes.resumed(
                activation,
                yield* probes.delegateAsync(activation, 0, inner) as AsyncIterable<unknown>,
              ),
            );
          } finally {
            probes.close(activation);
          }
        },
    },
    'for await': {
      bare: async function* (inner: unknown): AsyncGenerator {
        for await (const element of inner as AsyncIterable<unknown>) yield element;
      },
      instrumented: (base: number) =>
        async function* (inner: unknown): AsyncGenerator {
          const activation = probes.open(base);
          try {
            try {
              for await (const element of probes.iterate(
                activation,
                0,
                inner,
              ) as AsyncIterable<unknown>) {
                probes.resume(activation);
                probes.resumed(activation, yield probes.pauseAsync(activation, 1, element));
              }
            } finally {
              probes.resume(activation);
            }
          } finally {
            probes.close(activation);
          }
        },
    },
  };

  async function drive(
    generate: (inner: unknown) => AsyncGenerator,
    inner: unknown,
    steps: Step[],
    log: Log,
  ) {
    // Another chain in the microtask queue: its steps interleave with ours in the same order.
    let finished = false;
    const bystander = (async () => {
      for (let tick = 0; !finished && tick < 200; tick++) {
        log.push('tick');
        await null;
      }
    })();
    const generator = generate(inner);
    for (const [method, parameter] of steps) {
      try {
        log.push(
          JSON.stringify(await (generator[method] as (p: unknown) => Promise<unknown>)(parameter)),
        );
      } catch (error) {
        log.push(`throws ${describeError(error)}`);
      }
    }
    finished = true;
    await bystander;
    return log;
  }

  const cases = Object.keys(loops).flatMap((loop) =>
    [Symbol.asyncIterator, Symbol.iterator].flatMap((symbol) =>
      deliveries.map(
        ([name, answers, methods, steps]) =>
          [loop as keyof typeof loops, symbol, name, answers, methods, steps] as const,
      ),
    ),
  );

  test.each(cases)(
    '%s over %p does what the language does: %s',
    async (loop, symbol, _, answers, methods, steps) => {
      const run = (generate: (inner: unknown) => AsyncGenerator) => {
        const log: Log = [];
        return drive(generate, iterable(log, symbol, answers, methods), steps, log);
      };
      const base = registerFile('async.js', 1, 2);
      expect(await run(loops[loop].instrumented(base))).toEqual(await run(loops[loop].bare));
      await drain();
    },
  );
});
