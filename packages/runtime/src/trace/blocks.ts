import {
  TRACE_BYTE_ORDER,
  TRACE_HEADER_BYTES,
  TRACE_MAGIC,
  TRACE_VERSION,
  TraceBlock,
  type TraceFile,
} from '../format/trace.js';
import { apply, newList, type List } from '../platform/intrinsics.js';
import { functionOf, parentOf } from '../tables/contexts.js';
import { registeredFiles } from '../tables/functions.js';
import { Size, sizes } from '../tables/sizes.js';
import { tagNames } from '../tables/tags.js';
import { block, bufferOf, jsonBlock } from './json-block.js';

/** The parts of a trace file, as bytes. A probe may reach all of this but `headerBytes` and `joined`. */

// Captured once: a program may replace any of these later.
const BytesOf = Uint8Array;
const IntegersOf = Int32Array;

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
