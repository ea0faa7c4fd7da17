import {
  TRACE_BLOCK_HEADER_BYTES,
  TRACE_BYTE_ORDER,
  TRACE_HEADER_BYTES,
  TRACE_MAGIC,
  TRACE_VERSION,
  TraceBlock,
  type TraceFile,
} from '../format/trace.js';
import {
  apply,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  newList,
  type List,
} from '../platform/intrinsics.js';
import { functionOf, parentOf } from '../tables/contexts.js';
import { registeredFiles } from '../tables/functions.js';
import { Size, sizes } from '../tables/sizes.js';
import { tagNames } from '../tables/tags.js';

/** The parts of a trace file, as bytes. A probe may reach all of this but `headerBytes` and `joined`. */

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
const IntegersOf = Int32Array;
const typedArray = getPrototypeOf(Int32Array.prototype) as Int32Array;
const { set } = typedArray;
const lengthOf = getOwnPropertyDescriptor(typedArray, 'length')!.get!;
const bufferOf = getOwnPropertyDescriptor(typedArray, 'buffer')!.get!;

/** Whether this realm can write traces. */
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

function block(kind: TraceBlock, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = apply(lengthOf, payload, []) as number;
  const bytes = new BytesOf(TRACE_BLOCK_HEADER_BYTES + ((length + 7) & ~7));
  const header = new WordsOf(apply(bufferOf, bytes, []) as ArrayBuffer, 0, 2);
  header[0] = kind;
  header[1] = length;
  apply(set, bytes, [payload, TRACE_BLOCK_HEADER_BYTES]);
  return bytes;
}

/** Blocks of the files, tags and contexts that have not been written yet. */
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
  if (sizes[Size.Contexts] > written.contexts) {
    const pairs = new IntegersOf((sizes[Size.Contexts] - written.contexts) * 2);
    for (let i = 0, context = written.contexts; context < sizes[Size.Contexts]; context++) {
      pairs[i++] = parentOf(context);
      pairs[i++] = functionOf(context);
    }
    const bytes = new BytesOf(apply(bufferOf, pairs, []) as ArrayBuffer);
    blocks[blocks.length] = block(TraceBlock.Contexts, bytes);
  }
  written.files = registeredFiles.length;
  written.contexts = sizes[Size.Contexts];
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
