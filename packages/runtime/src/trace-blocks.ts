import { contexts, functionOf, parentOf } from './contexts.js';
import { registeredFiles } from './functions.js';
import {
  apply,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  newList,
  type List,
} from './intrinsics.js';
import { tagNames } from './tags.js';
import {
  TRACE_BLOCK_HEADER_BYTES,
  TRACE_BYTE_ORDER,
  TRACE_HEADER_BYTES,
  TRACE_MAGIC,
  TRACE_VERSION,
  TraceBlock,
  type TraceFile,
} from './trace-format.js';

/** The parts of a trace file, as bytes. A probe may come to all but the header and the joining. */

// Captured once: a program may replace any of these later.
const { stringify } = JSON;
const { TextEncoder } = globalThis as unknown as {
  /** Not every realm has one: that of Jest's jsdom has none. */
  TextEncoder?: new () => { encode(text: string): Uint8Array };
};
const encoder = TextEncoder && new TextEncoder();
const encode = encoder?.encode;
const BytesOf = Uint8Array;
const WordsOf = Uint32Array;
const IntegersOf = Int32Array;
const typedArray = getPrototypeOf(Int32Array.prototype) as Int32Array;
const { set } = typedArray;
const lengthOf = getOwnPropertyDescriptor(typedArray, 'length')!.get!;
const bufferOf = getOwnPropertyDescriptor(typedArray, 'buffer')!.get!;

/** Whether this realm has what it takes to write a trace. */
export const canWriteTraces = encoder !== undefined;

/** How much of the engine's tables has been written. */
export interface Written {
  files: number;
  contexts: number;
  tags: number;
}

export const NOTHING_WRITTEN: Written = { files: 0, contexts: 0, tags: 0 };

export function headerBytes(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(TRACE_HEADER_BYTES);
  for (let i = 0; i < TRACE_MAGIC.length; i++) bytes[i] = TRACE_MAGIC.charCodeAt(i);
  new Uint32Array(bytes.buffer).set([TRACE_VERSION, TRACE_BYTE_ORDER], 2);
  return bytes;
}

export function jsonBlock(kind: TraceBlock, content: unknown): Uint8Array<ArrayBuffer> {
  return block(kind, apply(encode!, encoder, [stringify(content)]));
}

function block(kind: TraceBlock, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = apply(lengthOf, payload, []) as number;
  const bytes = new BytesOf(TRACE_BLOCK_HEADER_BYTES + ((length + 7) & ~7));
  const header = new WordsOf(apply(bufferOf, bytes, []) as ArrayBuffer, 0, 2);
  header[0] = kind;
  header[1] = length;
  apply(set, bytes, [payload, TRACE_BLOCK_HEADER_BYTES]);
  return bytes;
}

/** The files, tags and contexts that are new since the last time. */
export function newTables(written: Written): List<Uint8Array<ArrayBuffer>> {
  const blocks = newList<Uint8Array<ArrayBuffer>>();
  if (registeredFiles.length > written.files) {
    const files = newList<TraceFile>();
    for (let i = written.files; i < registeredFiles.length; i++) {
      const { sources, metadata, functionCount, siteCount } = registeredFiles[i];
      files[files.length] = { sources, metadata, functions: functionCount, sites: siteCount };
    }
    blocks[blocks.length] = jsonBlock(TraceBlock.Files, files);
  }
  if (tagNames.length > written.tags) {
    const tags = newList<string>();
    for (let i = written.tags; i < tagNames.length; i++) tags[tags.length] = tagNames[i];
    blocks[blocks.length] = jsonBlock(TraceBlock.Tags, tags);
  }
  if (contexts.count > written.contexts) {
    const pairs = new IntegersOf((contexts.count - written.contexts) * 2);
    for (let i = 0, context = written.contexts; context < contexts.count; context++) {
      pairs[i++] = parentOf(context);
      pairs[i++] = functionOf(context);
    }
    const bytes = new BytesOf(apply(bufferOf, pairs, []) as ArrayBuffer);
    blocks[blocks.length] = block(TraceBlock.Contexts, bytes);
  }
  written.files = registeredFiles.length;
  written.contexts = contexts.count;
  written.tags = tagNames.length;
  return blocks;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
