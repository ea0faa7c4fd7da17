import { State, type Activation } from './activation.js';
import { apply } from './intrinsics.js';
import { moves } from './moves.js';
import { NO_SITE } from './sites.js';

/**
 * The transparent iterators behind `yield*` and `for await`. The language works on them as it would
 * on the program's own: each of `next`, `return` and `throw` is looked up when the language looks it
 * up, called with the arguments that it passes, and its result is handed through untouched. In
 * between, the activation is on the stack while the inner iterator runs, and off it afterwards.
 */

const { iterator: iteratorSymbol, asyncIterator: asyncIteratorSymbol } = Symbol;

type Method = (...parameters: unknown[]) => unknown;

/** How an activation leaves the stack once the inner iterator has answered, and what it hands on. */
type Departure = (activation: Activation, site: number, result: unknown) => unknown;

const handOver: Departure = (activation, site, result) => {
  moves.leave(activation, site, State.Paused);
  // If this was the end, the very next probe is the delegator's own, and it has never left.
  if (activation.history !== null) activation.history.delegating = true;
  return result;
};

const awaitThenHandOver: Departure = (activation, site, result) => {
  moves.leaveUntilSettled(activation, site, result);
  return result;
};

/**
 * Where the language adapts a synchronous iterator, it awaits the value and not the result, which
 * nobody else sees: it reads `done` and then `value`, once each, and leaves after that.
 */
const awaitValueThenHandOver: Departure = (activation, site, result) => {
  if (!isObject(result)) return result;
  return {
    get done() {
      return result.done;
    },
    get value() {
      const { value } = result;
      moves.leaveUntilSettled(activation, site, value);
      return value;
    },
  };
};

const stay: Departure = (_activation, _site, result) => result;

const awaitResult: Departure = (activation, site, result) => {
  moves.leave(activation, site, State.Awaiting);
  return result;
};

/** `yield*` in a generator. */
export function delegate(activation: Activation | null, site: number, iterable: unknown): unknown {
  if (activation === null || !hasProperties(iterable)) return iterable;
  return {
    get [iteratorSymbol]() {
      return openerOf(activation, site, iterable, iteratorSymbol, handOver);
    },
  };
}

/** `yield*` in an async generator. */
export function delegateAsync(
  activation: Activation | null,
  site: number,
  iterable: unknown,
): unknown {
  if (activation === null || !hasProperties(iterable)) return iterable;
  return transparentAsync(activation, site, iterable, awaitThenHandOver, awaitValueThenHandOver);
}

/** `for await`. */
export function iterate(activation: Activation | null, site: number, iterable: unknown): unknown {
  if (activation === null || !hasProperties(iterable)) return iterable;
  return transparentAsync(activation, site, iterable, awaitResult, awaitResult);
}

/** An array pattern in which a default leaves the stack: it is back on it when the iterator works. */
export function destructure(activation: Activation | null, iterable: unknown): unknown {
  if (activation === null || !hasProperties(iterable)) return iterable;
  return {
    get [iteratorSymbol]() {
      return openerOf(activation, NO_SITE, iterable, iteratorSymbol, stay);
    },
  };
}

function transparentAsync(
  activation: Activation,
  site: number,
  iterable: unknown,
  departure: Departure,
  departureOfSynchronous: Departure,
): unknown {
  return {
    get [asyncIteratorSymbol]() {
      return openerOf(activation, site, iterable, asyncIteratorSymbol, departure);
    },
    // Asked for where the former is missing; the language then adapts the synchronous iterator.
    get [iteratorSymbol]() {
      return openerOf(activation, site, iterable, iteratorSymbol, departureOfSynchronous);
    },
  };
}

/** What has no properties is not iterable: the language's to refuse, in its own words. */
function hasProperties(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** Looks up the method that opens an iterator; what is no function is the language's to refuse. */
function openerOf(
  activation: Activation,
  site: number,
  iterable: unknown,
  symbol: symbol,
  departure: Departure,
): unknown {
  const method = (iterable as Record<symbol, unknown>)[symbol];
  if (typeof method !== 'function') return method;
  return () => {
    const iterator = apply(method as Method, iterable, []);
    return isObject(iterator)
      ? new TransparentIterator(activation, site, iterator, departure)
      : iterator;
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

class TransparentIterator {
  readonly #activation: Activation;
  readonly #site: number;
  readonly #iterator: Record<string, unknown>;
  readonly #departure: Departure;

  constructor(
    activation: Activation,
    site: number,
    iterator: Record<string, unknown>,
    departure: Departure,
  ) {
    this.#activation = activation;
    this.#site = site;
    this.#iterator = iterator;
    this.#departure = departure;
  }

  get next(): unknown {
    return this.#method('next');
  }

  get return(): unknown {
    return this.#method('return');
  }

  get throw(): unknown {
    return this.#method('throw');
  }

  #method(name: 'next' | 'return' | 'throw'): unknown {
    this.#continue();
    const method = this.#iterator[name];
    if (typeof method !== 'function') return method;
    return (...parameters: unknown[]) => {
      this.#continue();
      const result = apply(method as Method, this.#iterator, parameters);
      return this.#departure(this.#activation, this.#site, result);
    };
  }

  /** The consumer came back to the inner iterator: its last answer was not the end. */
  #continue(): void {
    const activation = this.#activation;
    if (activation.history !== null) activation.history.delegating = false;
    moves.resume(activation);
  }
}
