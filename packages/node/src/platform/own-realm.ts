/**
 * The built-ins of this realm, as they were at load. A program may replace, extend or delete any of them;
 * the profiler's own work that comes later, such as saving, runs with those that it knows.
 */
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } =
  Reflect;
const { setPrototypeOf } = Object;
const { has } = Map.prototype;
const { apply } = Reflect;

/** A list without a prototype, whose growing calls no setter of the program. */
interface List<Element> {
  [index: number]: Element;
  length: number;
}

const newList = <Element>(): List<Element> => setPrototypeOf([], null) as List<Element>;

interface Remembered {
  object: object;
  keys: List<string | symbol>;
  descriptors: List<PropertyDescriptor>;
  /** By key; undefined for the global object, where what is added does no harm. */
  known: Map<string | symbol, true> | undefined;
}

interface Change {
  object: object;
  key: string | symbol;
  /** What the program has put there; undefined if it has deleted it. */
  descriptor: PropertyDescriptor | undefined;
}

const remembered = newList<Remembered>();

function remember(object: object, names?: readonly string[]): void {
  const entry: Remembered = {
    object,
    keys: newList(),
    descriptors: newList(),
    known: names === undefined ? new Map() : undefined,
  };
  for (const key of names ?? ownKeys(object)) {
    const descriptor = descriptorOf(object, key);
    if (descriptor === undefined) continue;
    entry.keys[entry.keys.length] = key;
    entry.descriptors[entry.descriptors.length] = descriptor;
    entry.known?.set(key, true);
  }
  remembered[remembered.length] = entry;
}

/** Without a prototype: what is inherited counts where a property is defined. */
function descriptorOf(object: object, key: string | symbol): PropertyDescriptor | undefined {
  const descriptor = getOwnPropertyDescriptor(object, key);
  return descriptor && (setPrototypeOf(descriptor, null) as PropertyDescriptor);
}

const builtIns = {
  ...{ Array, BigInt, Boolean, Buffer, Date, Error, Function, Map, Number, Object, Promise },
  ...{ RangeError, RegExp, Set, String, Symbol, SyntaxError, TypeError, Uint8Array, URL },
  ...{ WeakMap, WeakSet },
};
const namespaces = { Atomics, JSON, Math, Reflect };
/** Not all that there are: Node loads what is behind many of its own when their descriptors are read. */
const GLOBALS =
  'AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error ' +
  'EvalError FinalizationRegistry Float32Array Float64Array Function Int8Array Int16Array Int32Array Intl ' +
  'Iterator JSON Map Math Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set ' +
  'SharedArrayBuffer String Symbol SyntaxError TypeError URIError Uint8Array Uint8ClampedArray Uint16Array ' +
  'Uint32Array WeakMap WeakRef WeakSet Buffer TextDecoder TextEncoder URL performance process';
remember(globalThis, GLOBALS.split(' '));
for (const builtIn of Object.values(builtIns)) {
  remember(builtIn);
  remember(builtIn.prototype as object);
}
for (const object of [
  ...Object.values(namespaces),
  getPrototypeOf(Uint8Array) as object,
  getPrototypeOf(Uint8Array.prototype) as object,
  getPrototypeOf([][Symbol.iterator]()) as object,
  getPrototypeOf(getPrototypeOf([][Symbol.iterator]()) as object) as object,
  getPrototypeOf(new Map().entries()) as object,
  getPrototypeOf(new Set().values()) as object,
  getPrototypeOf(''[Symbol.iterator]()) as object,
  getPrototypeOf(''.matchAll(/./g)) as object,
  getPrototypeOf((function* () {})()) as object,
  getPrototypeOf(getPrototypeOf((function* () {})()) as object) as object,
]) {
  remember(object);
}

// What reading and changing a file calls all the time: to look at every property of `remembered` would take too long,
// and so would a loop, which V8 has compiled only when a program has started.
const array = Array.prototype;
const arrayMethods = {
  at: array.at,
  concat: array.concat,
  every: array.every,
  filter: array.filter,
  find: array.find,
  flatMap: array.flatMap,
  forEach: array.forEach,
  includes: array.includes,
  indexOf: array.indexOf,
  join: array.join,
  map: array.map,
  push: array.push,
  reduce: array.reduce,
  reverse: array.reverse,
  slice: array.slice,
  some: array.some,
  sort: array.sort,
  splice: array.splice,
};
const string = String.prototype;
const stringMethods = {
  charCodeAt: string.charCodeAt,
  codePointAt: string.codePointAt,
  endsWith: string.endsWith,
  includes: string.includes,
  indexOf: string.indexOf,
  lastIndexOf: string.lastIndexOf,
  match: string.match,
  matchAll: string.matchAll,
  replace: string.replace,
  replaceAll: string.replaceAll,
  slice: string.slice,
  split: string.split,
  startsWith: string.startsWith,
  trim: string.trim,
};
const regExp = RegExp.prototype;
const regExpMethods = { exec: regExp.exec, test: regExp.test };
const map = Map.prototype;
const mapMethods = { get: map.get, has: map.has, set: map.set };
const set = Set.prototype;
const setMethods = { add: set.add, has: set.has };
const fn = Function.prototype;
const fnMethods = { apply: fn.apply, bind: fn.bind, call: fn.call };
const { from } = Buffer;
const { isArray } = Array;
const { parse, stringify } = JSON;
const { assign, defineProperty: define, entries, fromEntries, hasOwn, keys } = Object;
const rootKeys = ownKeys(Object.prototype).length;

/** Does something as `withOwnRealm` if the program has replaced what files are read and changed with. */
export function inOwnRealm<Result>(work: () => Result): Result {
  return isIntact() ? work() : withOwnRealm(work);
}

function isIntact(): boolean {
  return (
    array.at === arrayMethods.at &&
    array.concat === arrayMethods.concat &&
    array.every === arrayMethods.every &&
    array.filter === arrayMethods.filter &&
    array.find === arrayMethods.find &&
    array.flatMap === arrayMethods.flatMap &&
    array.forEach === arrayMethods.forEach &&
    array.includes === arrayMethods.includes &&
    array.indexOf === arrayMethods.indexOf &&
    array.join === arrayMethods.join &&
    array.map === arrayMethods.map &&
    array.push === arrayMethods.push &&
    array.reduce === arrayMethods.reduce &&
    array.reverse === arrayMethods.reverse &&
    array.slice === arrayMethods.slice &&
    array.some === arrayMethods.some &&
    array.sort === arrayMethods.sort &&
    array.splice === arrayMethods.splice &&
    string.charCodeAt === stringMethods.charCodeAt &&
    string.codePointAt === stringMethods.codePointAt &&
    string.endsWith === stringMethods.endsWith &&
    string.includes === stringMethods.includes &&
    string.indexOf === stringMethods.indexOf &&
    string.lastIndexOf === stringMethods.lastIndexOf &&
    string.match === stringMethods.match &&
    string.matchAll === stringMethods.matchAll &&
    string.replace === stringMethods.replace &&
    string.replaceAll === stringMethods.replaceAll &&
    string.slice === stringMethods.slice &&
    string.split === stringMethods.split &&
    string.startsWith === stringMethods.startsWith &&
    string.trim === stringMethods.trim &&
    regExp.exec === regExpMethods.exec &&
    regExp.test === regExpMethods.test &&
    map.get === mapMethods.get &&
    map.has === mapMethods.has &&
    map.set === mapMethods.set &&
    set.add === setMethods.add &&
    set.has === setMethods.has &&
    fn.apply === fnMethods.apply &&
    fn.bind === fnMethods.bind &&
    fn.call === fnMethods.call &&
    Buffer.from === from &&
    Array.isArray === isArray &&
    JSON.parse === parse &&
    JSON.stringify === stringify &&
    Object.assign === assign &&
    Object.defineProperty === define &&
    Object.entries === entries &&
    Object.fromEntries === fromEntries &&
    Object.hasOwn === hasOwn &&
    Object.keys === keys &&
    ownKeys(Object.prototype).length === rootKeys
  );
}

/** Does something with the built-ins as they were at load; the program finds its own again afterwards. */
export function withOwnRealm<Result>(work: () => Result): Result {
  const changes = newList<Change>();
  for (let i = 0; i < remembered.length; i++) restore(remembered[i], changes);
  try {
    return work();
  } finally {
    for (let i = changes.length - 1; i >= 0; i--) {
      const { object, key, descriptor } = changes[i];
      if (descriptor === undefined) deleteProperty(object, key);
      else defineProperty(object, key, descriptor);
    }
  }
}

/** Restores an object; what can't be, since it was frozen, stays. */
function restore({ object, keys, descriptors, known }: Remembered, changes: List<Change>): void {
  for (let i = 0; i < keys.length; i++) {
    const descriptor = descriptorOf(object, keys[i]);
    if (descriptor !== undefined && isSame(descriptor, descriptors[i])) continue;
    if (!defineProperty(object, keys[i], descriptors[i])) continue;
    changes[changes.length] = { object, key: keys[i], descriptor };
  }
  if (known === undefined) return;
  const present = ownKeys(object);
  for (let i = 0; i < present.length; i++) {
    const key = present[i];
    if (apply(has, known, [key])) continue;
    const descriptor = descriptorOf(object, key);
    if (deleteProperty(object, key)) changes[changes.length] = { object, key, descriptor };
  }
}

function isSame(one: PropertyDescriptor, other: PropertyDescriptor): boolean {
  return one.value === other.value && one.get === other.get && one.set === other.set;
}
