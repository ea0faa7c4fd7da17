import { apply, toObject } from '../platform/intrinsics.js';
import { State } from '../tables/activation-state.js';
import { NO_SITE } from '../tables/sites.js';
import type { Activation } from './activation.js';
import { transitions } from './transitions.js';

/**
 * Transparent iterators behind `yield*` and `for await`. To the language they behave as the program's
 * own: each of `next`, `return` and `throw` is looked up when the language looks it up, called with the
 * arguments that it passes, and its result is passed on untouched. The activation is on the stack while
 * the inner iterator runs, and off it afterwards.
 *
 *     consumer    --next()-->   TransparentIterator   --next()-->   inner iterator
 *                               resume activation
 *                 <--result--   leave (departure)     <--result--
 */

const { iterator: iteratorSymbol, asyncIterator: asyncIteratorSymbol } = Symbol;

type Method = (...parameters: unknown[]) => unknown;

/** Takes the activation off the stack once the inner iterator has returned. @returns the result to pass on */
type Departure = (activation: Activation, site: number, result: unknown) => unknown;

const passOn: Departure = (activation, site, result) => {
  transitions.leave(activation, site, State.Paused);
  // If this was the last result, the next probe is the delegator's own: it has never left the stack.
  if (activation.history !== null) activation.history.delegating = true;
  return result;
};

const awaitThenPassOn: Departure = (activation, site, result) => {
  transitions.leaveUntilSettled(activation, site, result);
  return result;
};

/**
 * Where the language adapts a synchronous iterator, it awaits the value and not the result object, which
 * only it sees: it reads `done` and then `value`, once each, and suspends after that.
 */
const awaitValueThenPassOn: Departure = (activation, site, result) => {
  if (!isObject(result)) return result;
  return {
    get done() {
      return result.done;
    },
    get value() {
      const { value } = result;
      transitions.leaveUntilSettled(activation, site, value);
      return value;
    },
  };
};

const stay: Departure = (_activation, _site, result) => result;

const awaitResult: Departure = (activation, site, result) => {
  transitions.leave(activation, site, State.Awaiting);
  return result;
};

/** `yield*` in a generator. */
export function delegate(activation: Activation | null, site: number, iterable: unknown): unknown {
  if (activation === null || !mayBeIterable(iterable)) return iterable;
  return {
    get [iteratorSymbol]() {
      return openerOf(activation, site, iterable, iteratorSymbol, passOn);
    },
  };
}

/** `yield*` in an async generator. */
export function delegateAsync(
  activation: Activation | null,
  site: number,
  iterable: unknown,
): unknown {
  if (activation === null || !mayBeIterable(iterable)) return iterable;
  return transparentAsync(activation, site, iterable, awaitThenPassOn, awaitValueThenPassOn);
}

/** `for await`. */
export function iterate(activation: Activation | null, site: number, iterable: unknown): unknown {
  if (activation === null || !mayBeIterable(iterable)) return iterable;
  return transparentAsync(activation, site, iterable, awaitResult, awaitResult);
}

/** An array pattern with a default that can suspend: the activation is on the stack while its iterator runs. */
export function destructure(activation: Activation | null, iterable: unknown): unknown {
  if (activation === null || !mayBeIterable(iterable)) return iterable;
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
    // Looked up if the former is missing; the language then adapts the synchronous iterator.
    get [iteratorSymbol]() {
      return openerOf(activation, site, iterable, iteratorSymbol, departureOfSynchronous);
    },
  };
}

/** What can't be iterated is left to the language, which throws its own error. */
function mayBeIterable(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (isObject(value)) return true;
  // No code of the program runs here: the prototypes of primitives are no proxies.
  const boxed = toObject(value) as object;
  return iteratorSymbol in boxed || asyncIteratorSymbol in boxed;
}

/** Looks up the method that opens an iterator; what is not a function is left to the language to reject. */
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

  /** The consumer calls the inner iterator again: the previous result was not the last. */
  #continue(): void {
    const activation = this.#activation;
    if (activation.history !== null) activation.history.delegating = false;
    transitions.resume(activation);
  }
}
