import { probes, profiler } from '../../src/index.js';
import { drain, startAnew, world } from '../support/virtual-world.js';

beforeEach(startAnew);
afterEach(() => profiler.stop());

const owners: Array<[string, object]> = [
  ['Array.prototype', Array.prototype],
  ['%ArrayIteratorPrototype%', Object.getPrototypeOf([].values()) as object],
  ['Function.prototype', Function.prototype],
  ['Map.prototype', Map.prototype],
  ['Set.prototype', Set.prototype],
  ['String.prototype', String.prototype],
  ['%TypedArray%.prototype', Object.getPrototypeOf(Int32Array.prototype) as object],
  ['Promise', Promise],
  ['Promise.prototype', Promise.prototype],
  ['Math', Math],
  ['Object', Object],
  ['Reflect', Reflect],
  ['performance', performance],
];

/** Replaces every method and getter of the built-ins during a call. @returns those that were called */
function calledBuiltins(action: () => void): string[] {
  const called = new Set<string>();
  let watching = false;
  const note = Set.prototype.add.bind(called);
  const restore: Array<() => void> = [];
  const { apply, construct, defineProperty } = Reflect;
  for (const [owner, object] of owners) {
    for (const key of Reflect.ownKeys(object)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(object, key)!;
      const field = descriptor.get ? 'get' : 'value';
      const original: unknown = descriptor[field];
      if (typeof original !== 'function' || key === 'constructor' || !descriptor.configurable)
        continue;
      const name = `${owner}.${String(key)}`;
      restore.push(() => defineProperty(object, key, descriptor));
      defineProperty(object, key, {
        ...descriptor,
        [field]: function (this: unknown, ...parameters: unknown[]) {
          if (watching) note(name);
          return new.target
            ? (construct(original, parameters) as unknown)
            : (apply(original, this, parameters) as unknown);
        },
      });
    }
  }
  try {
    watching = true;
    action();
  } finally {
    watching = false;
    for (let i = 0; i < restore.length; i++) restore[i]();
  }
  return [...called];
}

const settled = Promise.resolve();

/** Every probe, with every table made to grow; calls no built-in itself. */
function exerciseProbes(file: string): void {
  const functions = 3000;
  const sites = 3000;
  const base = probes.register(1, file, functions, sites, '');
  probes.register(1, file, functions, sites, '');
  const tokens: Record<number, number> = {};
  for (let i = 0; i < 600; i++) tokens[i] = probes.enter(base + (i % functions));
  for (let i = 599; i >= 0; i--) probes.exit(tokens[i]);
  for (let i = 0; i < functions; i++) {
    const outer = probes.enter(base + i);
    probes.count(base);
    world.burn(1 + (i % 7));
    probes.exit(probes.enter(base + ((i * 7) % functions)));
    world.burn(1);
    probes.exit(outer);
  }
  const activation = probes.open(base);
  for (let i = 0; i < sites; i++) {
    probes.resumed(activation, probes.suspend(activation, i, null));
    probes.resumed(activation, probes.pause(activation, i, null));
    probes.resumed(activation, probes.pauseAsync(activation, i, settled));
  }
  const wraps = [probes.delegate, probes.delegateAsync, probes.iterate];
  for (let i = 0; i < wraps.length; i++) {
    const wrapped = wraps[i](activation, 0, {
      [Symbol.iterator]: () => ({ next: () => ({ done: true, value: 1 }) }),
    }) as Iterable<unknown>;
    const { done, value } = wrapped[Symbol.iterator]().next();
    probes.resumed(activation, [done, value]);
  }
  probes.dispose(activation, 0, { [Symbol.for('x')]: 1 });
  probes.release(activation, probes.hold(activation));
  probes.returned(activation, 0, settled);
  probes.close(activation);
  probes.exit(probes.enterModule(base));
  const module = probes.openModule(base);
  // A frame without an exit, and the repair that removes it.
  const lost = probes.enter(base);
  probes.close(module);
  probes.exit(lost);
}

test('no probe calls a built-in that the program may have replaced', async () => {
  expect(calledBuiltins(() => [1].map(String))).toEqual(['Array.prototype.map']);
  expect(calledBuiltins(() => exerciseProbes('replaced.js'))).toEqual([]);
  await drain();
});

test.each([
  ['a ring', { events: 500 }],
  ['a sink', { events: 500, sink: () => true }],
])('nor does one that records a trace to %s', async (to, options) => {
  const trace = profiler.trace(options);
  try {
    expect(calledBuiltins(() => exerciseProbes(`replaced by ${to}.js`))).toEqual([]);
    expect(trace.recorded).toBeGreaterThan(500 * 20);
  } finally {
    trace.stop();
  }
  await drain();
});

test('no probe is broken by what the program has added to Array.prototype or Object.prototype', async () => {
  const poison = {
    configurable: true,
    get: () => {
      throw new Error('read');
    },
    set: () => {
      throw new Error('written');
    },
  };
  Object.defineProperty(Array.prototype, '0', poison);
  try {
    exerciseProbes('poisoned.js');
  } finally {
    delete (Array.prototype as unknown[])[0];
  }
  await drain();
});
