import {
  TRACE_BLOCK_HEADER_BYTES,
  TRACE_HEADER_BYTES,
  TraceBlock,
  type TraceFile,
  type TraceInfo,
} from '@coroscope/runtime/contract';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface TracedFiles {
  /** The files of instrumented code that the trace names. */
  files: TraceFile[];
  /** Whether the trace ends with a whole block, so that another one may follow. */
  isWhole: boolean;
  /** What the thread calls itself. */
  thread: string | undefined;
}

/** Reads which files a trace names, and skips its events, which are most of it. */
export function readTracedFiles(trace: string): TracedFiles {
  const descriptor = openSync(trace, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const files: TraceFile[] = [];
    let thread: string | undefined;
    const header = new Uint32Array(TRACE_BLOCK_HEADER_BYTES / 4);
    let position = TRACE_HEADER_BYTES;
    while (position + header.byteLength <= size) {
      readSync(descriptor, header, 0, header.byteLength, position);
      const [kind, length] = header;
      position += header.byteLength;
      const isRead = kind === TraceBlock.Info || kind === TraceBlock.Files;
      if (isRead && position + length <= size) {
        const payload = Buffer.alloc(length);
        readSync(descriptor, payload, 0, length, position);
        const content = JSON.parse(payload.toString()) as TraceInfo | TraceFile[];
        if (Array.isArray(content)) files.push(...content);
        else thread = content.thread.name;
      }
      position += Math.ceil(length / 8) * 8;
    }
    return { files, isWhole: position === size, thread };
  } finally {
    closeSync(descriptor);
  }
}
