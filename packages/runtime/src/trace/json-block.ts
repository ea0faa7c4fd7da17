import { TRACE_BLOCK_HEADER_BYTES, type TraceBlock } from '../format/trace.js';
import {
  apply,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  newList,
} from '../platform/intrinsics.js';

// Captured once: a program may replace any of these later.
const { stringify } = JSON;
const { keys } = Object;
const { isArray } = Array;
const { TextEncoder } = globalThis as unknown as {
  /** Missing in some realms, such as that of Jest's jsdom. */
  TextEncoder?: new () => { encode(text: string): Uint8Array };
};
const encoder = TextEncoder && new TextEncoder();
const encode = encoder?.encode;
const BytesOf = Uint8Array;
const WordsOf = Uint32Array;
const typedArray = getPrototypeOf(Int32Array.prototype) as Int32Array;
const { set } = typedArray;
const lengthOf = getOwnPropertyDescriptor(typedArray, 'length')!.get!;
export const bufferOf = getOwnPropertyDescriptor(typedArray, 'buffer')!.get!;

/** Whether this realm can write traces. */
export const canWriteTraces = encoder !== undefined;

/** A block of a trace file that holds JSON. */
export function jsonBlock(kind: TraceBlock, content: unknown): Uint8Array<ArrayBuffer> {
  return block(kind, apply(encode!, encoder, [stringify(withoutPrototypes(content))]));
}

/** A copy of plain data that inherits no `toJSON`. */
function withoutPrototypes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const names = keys(value);
  const copy = (isArray(value) ? newList() : { __proto__: null }) as Record<string, unknown>;
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    copy[name] = withoutPrototypes(value[name as keyof object]);
  }
  return copy;
}

export function block(kind: TraceBlock, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = apply(lengthOf, payload, []) as number;
  const bytes = new BytesOf(TRACE_BLOCK_HEADER_BYTES + ((length + 7) & ~7));
  const header = new WordsOf(apply(bufferOf, bytes, []) as ArrayBuffer, 0, 2);
  header[0] = kind;
  header[1] = length;
  apply(set, bytes, [payload, TRACE_BLOCK_HEADER_BYTES]);
  return bytes;
}
