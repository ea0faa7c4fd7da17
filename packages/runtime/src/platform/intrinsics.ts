/**
 * The built-ins as they were when the runtime was loaded. A program may replace any of them, or extend
 * their prototypes, and a probe must neither call the replacements nor be broken by them. So probes use
 * these, loop by index, keep their lists without a prototype, and track the lengths of their tables.
 */
export const { imul } = Math;
export const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
export const toObject = Object;
const { defineProperties, setPrototypeOf } = Object;

/** An array without a prototype: growing it calls no setter that the program has defined. */
export interface List<Element> {
  [index: number]: Element;
  length: number;
}

export function newList<Element>(): List<Element> {
  return setPrototypeOf([], null) as List<Element>;
}

/** A list of some elements. */
export function listOf<Element>(...elements: Element[]): List<Element> {
  return setPrototypeOf(elements, null) as List<Element>;
}

/** The code unit of a string at an index. */
export const codeUnitAt = Function.prototype.call.bind(String.prototype.charCodeAt) as (
  text: string,
  index: number,
) => number;

const NativeMap = Map;
const OWN_METHODS = {
  get: { __proto__: null, value: Map.prototype.get },
  set: { __proto__: null, value: Map.prototype.set },
  delete: { __proto__: null, value: Map.prototype.delete },
} as PropertyDescriptorMap;

/** A map that has its methods as own properties. */
export function newMap<Key, Value>(): Map<Key, Value> {
  return defineProperties(new NativeMap<Key, Value>(), OWN_METHODS);
}

type Table = Float64Array | Int32Array;
const { set } = getPrototypeOf(Int32Array.prototype) as Int32Array;

function enlarger<T extends Table>(Constructor: new (length: number) => T) {
  return (table: Table, length: number): T => {
    const copy = new Constructor(length);
    apply(set, copy, [table]);
    return copy;
  };
}

/** Larger copies of typed arrays; new elements are zero. */
export const enlargedFloats = enlarger(Float64Array);
export const enlargedIntegers = enlarger(Int32Array);
