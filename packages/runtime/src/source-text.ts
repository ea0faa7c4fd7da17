import { apply, getOwnPropertyDescriptor, getPrototypeOf, newMap } from './intrinsics.js';
import { SOURCE_MARK } from './metadata.js';

/**
 * The text of an instrumented function is the one that the user wrote: its file has registered its
 * source, and a comment in the function says where in the source it stands. Nothing here runs, and no
 * built-in is replaced, unless a file was instrumented with the option `sourceText`.
 */

const { indexOf, slice } = String.prototype;
const { add, has } = WeakSet.prototype;
const { defineProperty } = Object;
const NativeProxy = Proxy;
const nativeToString = Function.prototype.toString;

/** What a file has registered: its source, and the function that gives the ids of its functions. */
interface Source {
  code: string;
  base: (index: number) => number;
}

/** The sources by the key of their file. */
const sources = newMap<string, Source>();
/** The prototypes of functions, one in each realm, whose `toString` has been replaced. */
const replaced = new WeakSet();

type ToString = (this: unknown) => unknown;

/**
 * Takes up the source of a file.
 *
 * @param key tells the file from all others
 * @param base gives the id of a function of the file by its index, and is of the file's own realm
 */
export function source(key: string, code: string, base: (index: number) => number): void {
  sources.set(key, { code, base });
  const prototype = getPrototypeOf(base);
  if (prototype === null || apply(has, replaced, [prototype])) return;
  apply(add, replaced, [prototype]);
  replaceToString(prototype);
}

/**
 * A proxy has the name, the length, the properties and the errors of what it stands for, and can't be
 * constructed either. A program that has made the method unchangeable keeps it.
 */
function replaceToString(prototype: object): void {
  const descriptor = getOwnPropertyDescriptor(prototype, 'toString');
  if (typeof descriptor?.value !== 'function') return;
  if (!descriptor.writable && !descriptor.configurable) return;
  const original = descriptor.value as ToString;
  const handler = {
    __proto__: null,
    apply(_target: ToString, receiver: unknown, parameters: unknown[]) {
      // The text of a proxy would lack the name.
      const text = apply(original, receiver === toString ? original : receiver, parameters as []);
      return typeof text === 'string' ? textOf(text) : text;
    },
  };
  const toString = new NativeProxy(original, handler);
  defineProperty(prototype, 'toString', { __proto__: null, value: toString } as PropertyDescriptor);
}

const BEGINNING = `/*${SOURCE_MARK}`;
const END = '*/';

/** The source of a function by the text that the engine has of it. */
function textOf(text: string): string {
  const mark = ownMark(text);
  if (mark === undefined || !(mark.start < mark.end)) return text;
  return part(mark.source.code, mark.start, mark.end);
}

/**
 * The id of an instrumented function, by the text that the engine has of it; 0 where nothing tells.
 * The probe that enters a function follows its own mark at once; that of a constructor, the second
 * mark of its class.
 */
export function functionIdOf(fn: (...args: never[]) => unknown): number {
  const text = apply(nativeToString, fn, []);
  const mark = ownMark(text);
  if (mark === undefined) return 0;
  const isClass = /^class[\s{/]/.test(text);
  if (isClass && mark.last === mark.place) return 0;
  const { base } = mark.source;
  const afterMark = find(text, END, mark.last) + END.length;
  const call = find(text, `${base.name}(`, afterMark);
  // What is not instrumented itself may hold functions that are.
  if (call === -1 || /[{};]/.test(part(text, afterMark, call))) return 0;
  const index = call + base.name.length + 1;
  return base(+part(text, index, find(text, ')', index)));
}

interface Mark {
  source: Source;
  /** Where the mark stands in the text, and where the last one of the same function does. */
  place: number;
  last: number;
  /** Where the function stands in the source; an end of 0 says to leave the text. */
  start: number;
  end: number;
}

/**
 * The mark of a function in the text that the engine has of it. Marks of functions inside of it can
 * come before its own, whose source begins first.
 */
function ownMark(text: string): Mark | undefined {
  let own: Mark | undefined;
  for (let at = find(text, BEGINNING, 0); at !== -1; at = find(text, BEGINNING, at)) {
    const place = at;
    at += BEGINNING.length;
    const afterKey = find(text, ':', at);
    const afterStart = find(text, ':', afterKey + 1);
    const source = sources.get(part(text, at, afterKey));
    const start = +part(text, afterKey + 1, afterStart);
    if (source === undefined) continue;
    if (own !== undefined && start === own.start && source === own.source) own.last = place;
    if (own !== undefined && !(start < own.start)) continue;
    const end = +part(text, afterStart + 1, find(text, END, afterStart));
    own = { source, place, last: place, start, end };
  }
  return own !== undefined && depthAt(text, own.place) <= 1 ? own : undefined;
}

/**
 * How many brackets are open at a place. A function's own mark stands in its body and in nothing
 * else; where a tool has dropped it, those of functions inside of it may be left.
 */
function depthAt(text: string, place: number): number {
  let depth = 0;
  for (let i = 0; i < place; i++) {
    switch (text[i]) {
      case '(':
      case '[':
      case '{':
        depth++;
        break;
      case ')':
      case ']':
      case '}':
        depth--;
    }
  }
  return depth;
}

const find = (text: string, sought: string, from: number) => apply(indexOf, text, [sought, from]);
const part = (text: string, from: number, to: number) => apply(slice, text, [from, to]);
