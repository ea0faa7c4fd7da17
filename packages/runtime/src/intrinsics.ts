/**
 * The language's built-ins as they were when the runtime was loaded. A program may replace any of them,
 * or add to their prototypes, and a probe must neither call its code nor stumble over it: probes use
 * these, index their loops, keep their lists without a prototype, and know the lengths of their tables.
 */
export const { imul } = Math;
export const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { defineProperty, setPrototypeOf } = Object;

/** An array that inherits nothing: no setter of the program's is called when it grows. */
export interface List<Element> {
  [index: number]: Element;
  length: number;
}

export function newList<Element>(): List<Element> {
  return setPrototypeOf([], null) as List<Element>;
}

/** A map whose methods are its own. */
export function newMap<Key, Value>(): Map<Key, Value> {
  const map = new Map<Key, Value>();
  for (const method of ['get', 'set', 'delete'] as const) {
    defineProperty(map, method, { value: Map.prototype[method] });
  }
  return map;
}

type Table = Float64Array | Int32Array | Uint32Array;
const { set } = getPrototypeOf(Int32Array.prototype) as Int32Array;

function enlarger<T extends Table>(Constructor: new (length: number) => T) {
  return (table: T, length: number): T => {
    const copy = new Constructor(length);
    apply(set, copy, [table]);
    return copy;
  };
}

/** Larger copies of typed arrays, the new elements being zero. */
export const enlargedFloats = enlarger(Float64Array);
export const enlargedIntegers = enlarger(Int32Array);
export const enlargedCounts = enlarger(Uint32Array);
