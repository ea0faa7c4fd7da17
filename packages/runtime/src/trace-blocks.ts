import { contexts } from './contexts.js';
import { registeredFiles } from './functions.js';
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

/** The parts of a trace file, as bytes. */

// No part of the language, but every engine that we serve has it. Captured once: a program may replace it.
const encoder = new (
  globalThis as unknown as { TextEncoder: new () => { encode(text: string): Uint8Array } }
).TextEncoder();

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
  return block(kind, encoder.encode(JSON.stringify(content)));
}

function block(kind: TraceBlock, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = Math.ceil(payload.length / 8) * 8;
  const bytes = new Uint8Array(TRACE_BLOCK_HEADER_BYTES + padded);
  new Uint32Array(bytes.buffer, 0, 2).set([kind, payload.length]);
  bytes.set(payload, TRACE_BLOCK_HEADER_BYTES);
  return bytes;
}

/** The files, tags and contexts that are new since the last time. */
export function newTables(written: Written): Uint8Array<ArrayBuffer>[] {
  const blocks: Uint8Array<ArrayBuffer>[] = [];
  if (registeredFiles.length > written.files) {
    const files = Array.from(registeredFiles).slice(written.files);
    blocks.push(
      jsonBlock(
        TraceBlock.Files,
        files.map(({ sources, metadata, functionCount, siteCount }): TraceFile => ({
          sources,
          metadata,
          functions: functionCount,
          sites: siteCount,
        })),
      ),
    );
  }
  if (tagNames.length > written.tags) {
    blocks.push(jsonBlock(TraceBlock.Tags, Array.from(tagNames).slice(written.tags)));
  }
  if (contexts.count > written.contexts) {
    const pairs = new Int32Array((contexts.count - written.contexts) * 2);
    for (let i = 0, context = written.contexts; context < contexts.count; context++) {
      pairs[i++] = contexts.parent[context];
      pairs[i++] = contexts.fn[context];
    }
    blocks.push(block(TraceBlock.Contexts, new Uint8Array(pairs.buffer)));
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
