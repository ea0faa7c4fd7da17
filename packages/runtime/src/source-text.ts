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

/** The sources by the key of their file. */
const sources = newMap<string, string>();
/** The prototypes of functions, one in each realm, whose `toString` has been replaced. */
const replaced = new WeakSet();

type ToString = (this: unknown) => unknown;

/**
 * Takes up the source of a file.
 *
 * @param key tells the file from all others
 * @param inFile any function of the file: it is of the realm in which the file runs
 */
export function source(key: string, code: string, inFile: object): void {
  sources.set(key, code);
  const prototype = getPrototypeOf(inFile);
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

/**
 * The source of a function by the text that the engine has of it. Marks of functions inside of it can
 * come before its own, whose source begins first. A mark without an end says to leave the text.
 */
function textOf(text: string): string {
  let code = '';
  let place = 0;
  let start = Infinity;
  let end = 0;
  for (let at = find(text, BEGINNING, 0); at !== -1; at = find(text, BEGINNING, at)) {
    const mark = at;
    at += BEGINNING.length;
    const afterKey = find(text, ':', at);
    const afterStart = find(text, ':', afterKey + 1);
    const known = sources.get(part(text, at, afterKey));
    const markedStart = +part(text, afterKey + 1, afterStart);
    if (known === undefined || !(markedStart < start)) continue;
    code = known;
    place = mark;
    start = markedStart;
    end = +part(text, afterStart + 1, find(text, END, afterStart));
  }
  return start < end && depthAt(text, place) <= 1 ? part(code, start, end) : text;
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
