import { SOURCE_MARK } from '../format/metadata.js';
import { apply, getOwnPropertyDescriptor, getPrototypeOf, newMap } from '../platform/intrinsics.js';

/**
 * Makes `Function.prototype.toString` return the text that the user wrote: the file of an instrumented
 * function has registered its source, and a comment in the function locates it there. Nothing here runs,
 * and no built-in is replaced, unless a file was instrumented with the option `sourceText`.
 */

const { indexOf, slice } = String.prototype;
const { add, has } = WeakSet.prototype;
const { defineProperty } = Object;
const NativeProxy = Proxy;
const nativeToString = Function.prototype.toString;

/** What a file has registered: its source, and the function that returns ids of its functions. */
interface Source {
  code: string;
  base: (index: number) => number;
  /** Texts that had to be compiled, by where they start. */
  compiled: Map<number, string>;
}

/**
 * Compiles the text of one function or class to JavaScript.
 *
 * @param text in TypeScript or JSX, of a declaration, an expression or a method
 * @returns undefined if it can't
 */
export type SourceCompiler = (text: string) => string | undefined;

let compileSource: SourceCompiler = () => undefined;

/** Has texts that are not JavaScript compiled when they are asked for. */
export function setSourceCompiler(compiler: SourceCompiler): void {
  compileSource = compiler;
}

/** Sources by the key of their file. */
const sources = newMap<string, Source>();
/** The `Function.prototype` of each realm in which `toString` has been replaced. */
const replaced = new WeakSet();

type ToString = (this: unknown) => unknown;

/**
 * Registers the source of a file.
 *
 * @param key identifies the file
 * @param base returns the id of a function of the file by its index, and belongs to the file's realm
 */
export function source(key: string, code: string, base: (index: number) => number): void {
  sources.set(key, { code, base, compiled: newMap() });
  const prototype = getPrototypeOf(base);
  if (prototype === null || apply(has, replaced, [prototype])) return;
  apply(add, replaced, [prototype]);
  replaceToString(prototype);
}

/**
 * A proxy has the name, the length, the properties and the errors of the original, and cannot be
 * constructed either. If the program has frozen the method, it stays.
 */
function replaceToString(prototype: object): void {
  const descriptor = getOwnPropertyDescriptor(prototype, 'toString');
  if (typeof descriptor?.value !== 'function') return;
  if (!descriptor.writable && !descriptor.configurable) return;
  const original = descriptor.value as ToString;
  const handler = {
    __proto__: null,
    apply(_target: ToString, receiver: unknown, parameters: unknown[]) {
      // The text of the proxy itself would lack the name.
      const text = apply(original, receiver === toString ? original : receiver, parameters as []);
      return typeof text === 'string' ? textOf(text) : text;
    },
  };
  const toString = new NativeProxy(original, handler);
  defineProperty(prototype, 'toString', { __proto__: null, value: toString } as PropertyDescriptor);
}

const BEGINNING = `/*${SOURCE_MARK}`;
const END = '*/';

/** The source of a function, given its native text. */
function textOf(text: string): string {
  const mark = ownMark(text);
  if (mark === undefined) return text;
  const { source, start, end } = mark;
  if (end >= 0) return part(source.code, start, end);
  const known = source.compiled.get(start);
  if (known !== undefined) return known;
  // Where it can't be compiled, what runs is at least JavaScript.
  const compiled = compileSource(part(source.code, start, -end)) ?? text;
  source.compiled.set(start, compiled);
  return compiled;
}

/**
 * The id of an instrumented function, found by its native text; 0 if that does not tell. The probe that
 * enters a function follows its own mark directly; that of a class follows the mark in its constructor.
 */
export function functionIdOf(fn: (...args: never[]) => unknown): number {
  const text = apply(nativeToString, fn, []);
  const mark = ownMark(text);
  if (mark === undefined) return 0;
  const isClass = /^class[\s{/]/.test(text);
  if (isClass && mark.constructorPosition === -1) return 0;
  const { base } = mark.source;
  const position = isClass ? mark.constructorPosition : mark.position;
  const afterMark = find(text, END, position) + END.length;
  const call = find(text, `${base.name}(`, afterMark);
  // A function that is not instrumented itself may contain some that are.
  if (call === -1 || /[{};]/.test(part(text, afterMark, call))) return 0;
  const index = call + base.name.length + 1;
  return base(+part(text, index, find(text, ')', index)));
}

interface Mark {
  source: Source;
  /** Index of the mark in the native text. */
  position: number;
  /** That of the mark in the constructor of a class, which marks the class as well; -1 without one. */
  constructorPosition: number;
  /** The function's range in the source; a negative end means that it is not JavaScript. */
  start: number;
  end: number;
}

/**
 * The mark of a function in its native text. Marks of functions inside it can come before its own, whose
 * source begins first.
 */
function ownMark(text: string): Mark | undefined {
  let own: Mark | undefined;
  let other = -1;
  for (let at = find(text, BEGINNING, 0); at !== -1; at = find(text, BEGINNING, at)) {
    const position = at;
    at += BEGINNING.length;
    const afterKey = find(text, ':', at);
    const afterStart = find(text, ':', afterKey + 1);
    const source = sources.get(part(text, at, afterKey));
    const start = +part(text, afterKey + 1, afterStart);
    if (source === undefined) continue;
    if (own !== undefined && start === own.start && source === own.source) other = position;
    if (own !== undefined && !(start < own.start)) continue;
    const end = +part(text, afterStart + 1, find(text, END, afterStart));
    own = { source, position, constructorPosition: -1, start, end };
    other = -1;
  }
  if (own === undefined) return undefined;
  own.constructorPosition = other;
  if (depthAt(text, own.position) <= 1) return own;
  if (other === -1 || depthAt(text, other) > 1) return undefined;
  // A compiler has put a member of its own before the class's mark, such as the field of a parameter.
  own.constructorPosition = own.position;
  own.position = other;
  return own;
}

/**
 * The number of brackets that are open at a position. A function's own mark is in its body and nothing
 * deeper; where a tool has dropped it, marks of functions inside may be left.
 */
function depthAt(text: string, position: number): number {
  let depth = 0;
  for (let i = 0; i < position; i++) {
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
