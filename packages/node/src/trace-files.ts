import {
  TRACE_BLOCK_HEADER_BYTES,
  TRACE_HEADER_BYTES,
  TraceBlock,
  type TraceFile,
} from '@coroscope/runtime';
import { closeSync, openSync, readSync } from 'node:fs';

/** The files of instrumented code that a trace tells of; its events, most of it, are not read. */
export function readFilesOfTrace(trace: string): TraceFile[] {
  const descriptor = openSync(trace, 'r');
  try {
    const files: TraceFile[] = [];
    const header = new Uint32Array(TRACE_BLOCK_HEADER_BYTES / 4);
    for (let position = TRACE_HEADER_BYTES; ;) {
      const read = readSync(descriptor, header, 0, header.byteLength, position);
      if (read < header.byteLength) return files;
      const [kind, length] = header;
      position += header.byteLength;
      if (kind === TraceBlock.Files) {
        const payload = Buffer.alloc(length);
        if (readSync(descriptor, payload, 0, length, position) < length) return files;
        files.push(...(JSON.parse(payload.toString()) as TraceFile[]));
      }
      position += Math.ceil(length / 8) * 8;
    }
  } finally {
    closeSync(descriptor);
  }
}
