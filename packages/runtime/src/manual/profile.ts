import type { Probes } from '../engine/probes.js';
import type { FunctionKind } from '../format/kinds.js';
import { isNativePromise } from '../platform/promises.js';
import { probes } from '../profiler/shared.js';
import { callerLocation, type Location } from './caller-location.js';
import { registerFunction, SITE } from './register.js';

type AnyFunction = (...args: never[]) => unknown;
type AnyClass = abstract new (...args: never[]) => unknown;
type Activation = ReturnType<Probes['open']>;

/** The second argument of a standard decorator. */
type DecoratorContext =
  | ClassMethodDecoratorContext
  | ClassGetterDecoratorContext
  | ClassSetterDecoratorContext
  | ClassFieldDecoratorContext;

/**
 * Profiles a function whose code is not transformed: a callback, a dependency, generated code. Its
 * calls are recorded like those of an instrumented function, except that for an async function only the
 * wait for its promise is known, not its individual awaits.
 *
 * The result is a proxy of the function. Its calls return promises of their own that settle as the
 * function's do, and generators of their own that step as the function's do.
 *
 * @param name the function's name in the profile; by default its own name
 *
 * @example
 * const query = profile(pool.query.bind(pool), 'pool.query');
 */
export function profile<Fn extends AnyFunction | AnyClass>(fn: Fn, name?: string): Fn;
/**
 * The same as a decorator of a method, a getter, a setter, or a field that holds a function.
 *
 * @example
 * class Cart {
 *   @profile async checkout() {}
 * }
 */
export function profile<Value>(value: Value, context: DecoratorContext): Value;
/** The same as a decorator of the older kind, as `experimentalDecorators` compiles it. */
export function profile(
  target: object,
  key: string | symbol,
  descriptor: PropertyDescriptor,
): PropertyDescriptor;
export function profile(
  value: unknown,
  nameOrContext?: string | symbol | DecoratorContext,
  descriptor?: PropertyDescriptor,
): unknown {
  const location = callerLocation(profile);
  if (descriptor !== undefined) {
    const { constructor } = value as object;
    return profileProperty(descriptor, `${constructor.name}.${String(nameOrContext)}`, location);
  }
  if (typeof nameOrContext === 'object') return decorate(value, nameOrContext, location);
  return wrap(value, nameOrContext as string | undefined, location);
}

function decorate(value: unknown, context: DecoratorContext, location: Location): unknown {
  const name = String(context.name);
  if (context.kind === 'field') return (initial: unknown) => wrap(initial, name, location);
  return wrap(
    value,
    context.kind === 'method' ? name : `${context.kind.slice(0, 3)} ${name}`,
    location,
  );
}

function profileProperty(
  descriptor: PropertyDescriptor,
  name: string,
  location: Location,
): PropertyDescriptor {
  const { value, get, set } = descriptor;
  if (value !== undefined) return { ...descriptor, value: wrap(value, name, location) };
  return {
    ...descriptor,
    get: get && (wrap(get, `get ${name}`, location) as () => unknown),
    set: set && (wrap(set, `set ${name}`, location) as (value: unknown) => void),
  };
}

function wrap(fn: unknown, name: string | undefined, location: Location): unknown {
  if (typeof fn !== 'function') {
    throw new TypeError(
      `coroscope: profile() takes a function, not ${fn === null ? 'null' : typeof fn}; a decorator goes on a method, a getter, a setter, or a field that holds a function`,
    );
  }
  const kind = kindOf(fn);
  const id = registerFunction(
    name ?? (fn.name || '(anonymous)'),
    kind,
    SITE_KIND_OF[kind],
    location,
  );
  const { apply, construct } = Reflect;
  return new Proxy(fn, {
    apply(target, self, args) {
      if (!probes.on) return apply(target, self, args);
      if (kind === 'generator') return steps(id, apply(target, self, args));
      if (kind === 'asyncGenerator') return asyncSteps(id, apply(target, self, args));
      return settled(id, () => apply(target, self, args));
    },
    construct(target, args, newTarget) {
      if (!probes.on) return construct(target, args, newTarget);
      return settled(id, () => construct(target, args, newTarget)) as object;
    },
  });
}

const KINDS: Record<string, FunctionKind> = {
  AsyncFunction: 'async',
  GeneratorFunction: 'generator',
  AsyncGeneratorFunction: 'asyncGenerator',
};

function kindOf(fn: object): FunctionKind {
  const tag = (fn as { [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? '';
  return Object.hasOwn(KINDS, tag) ? KINDS[tag] : 'function';
}

/** The kind of the only site of each kind of function. */
const SITE_KIND_OF: Record<FunctionKind, 'yield*' | 'return'> = {
  module: 'return',
  function: 'return',
  async: 'return',
  generator: 'yield*',
  asyncGenerator: 'yield*',
};

/** Records a call, which lasts until its promise settles if it returns one. */
function settled(id: number, call: () => unknown): unknown {
  const activation = probes.open(id);
  let result: unknown;
  try {
    result = call();
  } catch (error) {
    probes.close(activation);
    throw error;
  }
  if (isNativePromise(result)) return wait(activation, result);
  probes.close(activation);
  return result;
}

/** A promise of its own: if the function's were returned, a rejection would look handled. */
async function wait(activation: Activation, promise: Promise<unknown>): Promise<unknown> {
  try {
    return probes.resumed(activation, await probes.suspend(activation, SITE, promise));
  } finally {
    probes.close(activation);
  }
}

function steps(id: number, generator: Generator): Generator {
  function* step(): Generator {
    const activation = probes.open(id);
    try {
      return probes.resumed(activation, yield* delegated(activation, generator));
    } finally {
      probes.close(activation);
    }
  }
  return Object.setPrototypeOf(step(), Object.getPrototypeOf(generator));
}

function asyncSteps(id: number, generator: AsyncGenerator): AsyncGenerator {
  async function* step(): AsyncGenerator {
    const activation = probes.open(id);
    try {
      return probes.resumed(activation, yield* delegatedAsync(activation, generator));
    } finally {
      probes.close(activation);
    }
  }
  return Object.setPrototypeOf(step(), Object.getPrototypeOf(generator));
}

// The iterable from `delegate` has the same steps as the one passed to it.
function delegated(activation: Activation, generator: Generator): Generator {
  return probes.delegate(activation, SITE, generator) as Generator;
}

function delegatedAsync(activation: Activation, generator: AsyncGenerator): AsyncGenerator {
  return probes.delegateAsync(activation, SITE, generator) as AsyncGenerator;
}
