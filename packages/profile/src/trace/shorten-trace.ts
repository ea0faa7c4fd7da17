import {
  TRACE_BLOCK_HEADER_BYTES,
  TRACE_EVENT_BYTES,
  TRACE_EVENTS_PREFIX_BYTES,
  TRACE_HEADER_BYTES,
  TraceBlock,
  type TraceEnd,
  type TraceInfo,
} from '@coroscope/runtime/contract';
import { decodeText, encodeText } from '../document/utf8.js';
import { readBlocks, type Block } from './blocks.js';

/** How many events a trace file holds. */
export function countEvents(bytes: Uint8Array<ArrayBuffer>, name: string): number {
  return readBlocks(bytes, name).reduce((sum, block) => sum + eventsIn(block), 0);
}

/**
 * The file of a trace that ends sooner: with its first events, and all that they speak of.
 *
 * @param bytes A file that `readTrace` takes.
 * @param events How many events are kept at most.
 * @param note What readers must know of the rest.
 * @throws ProfileError when it is no trace.
 */
export function shortenTrace(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  events: number,
  note: string,
): Uint8Array<ArrayBuffer> {
  const blocks = readBlocks(bytes, name);
  const parts = [bytes.subarray(0, TRACE_HEADER_BYTES)];
  let kept = 0;
  let recorded = 0;
  let end = 0;
  for (const block of blocks) {
    const { kind, payload } = block;
    if (kind === TraceBlock.End || kind === undefined) continue;
    if (kind === TraceBlock.Events) {
      const some = Math.min(events - kept, eventsIn(block));
      if (some <= 0) continue;
      const part = payload.subarray(0, TRACE_EVENTS_PREFIX_BYTES + some * TRACE_EVENT_BYTES);
      kept += some;
      const [first] = new Float64Array(part.buffer, part.byteOffset, 1);
      recorded = first + some;
      [end] = new Float64Array(
        part.buffer,
        part.byteOffset + part.byteLength - TRACE_EVENT_BYTES,
        1,
      );
      parts.push(blockOf(kind, part));
    } else if (kind !== TraceBlock.Contexts || kept < events) parts.push(blockOf(kind, payload));
  }
  const before = jsonOf<TraceEnd>(blocks.findLast(({ kind }) => kind === TraceBlock.End));
  const info = jsonOf<TraceInfo>(blocks[0]);
  const shortened: TraceEnd = {
    ...(before ?? { clock: info!.clock, overwritten: 0, dropped: 0 }),
    end,
    events: recorded,
    notes: [...(before?.notes ?? []), note],
  };
  parts.push(blockOf(TraceBlock.End, encodeText(JSON.stringify(shortened))));
  return joined(parts);
}

function eventsIn({ kind, payload }: Block): number {
  if (kind !== TraceBlock.Events) return 0;
  return Math.max(
    0,
    Math.floor((payload.byteLength - TRACE_EVENTS_PREFIX_BYTES) / TRACE_EVENT_BYTES),
  );
}

function jsonOf<Content>(block: Block | undefined): Content | undefined {
  return block && (JSON.parse(decodeText(block.payload)) as Content);
}

function blockOf(kind: TraceBlock, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(TRACE_BLOCK_HEADER_BYTES + Math.ceil(payload.length / 8) * 8);
  // In the order of this machine, as the numbers of the file.
  new Uint32Array(bytes.buffer, 0, 2).set([kind, payload.length]);
  bytes.set(payload, TRACE_BLOCK_HEADER_BYTES);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
