import {
  TRACE_BLOCK_HEADER_BYTES,
  TRACE_HEADER_BYTES,
  TraceBlock,
  type TraceFile,
} from '@coroscope/runtime';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

export interface FilesOfTrace {
  /** The files of instrumented code that it tells of. */
  files: TraceFile[];
  /** It ends with a whole block, so that another one may follow. */
  isWhole: boolean;
}

/** Reads of a trace what is instrumented; its events, most of it, are passed over. */
export function readFilesOfTrace(trace: string): FilesOfTrace {
  const descriptor = openSync(trace, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const files: TraceFile[] = [];
    const header = new Uint32Array(TRACE_BLOCK_HEADER_BYTES / 4);
    let position = TRACE_HEADER_BYTES;
    while (position + header.byteLength <= size) {
      readSync(descriptor, header, 0, header.byteLength, position);
      const [kind, length] = header;
      position += header.byteLength;
      if (kind === TraceBlock.Files && position + length <= size) {
        const payload = Buffer.alloc(length);
        readSync(descriptor, payload, 0, length, position);
        files.push(...(JSON.parse(payload.toString()) as TraceFile[]));
      }
      position += Math.ceil(length / 8) * 8;
    }
    return { files, isWhole: position === size };
  } finally {
    closeSync(descriptor);
  }
}
