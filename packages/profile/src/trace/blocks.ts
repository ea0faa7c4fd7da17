import {
  TRACE_BLOCK_HEADER_BYTES,
  TRACE_BYTE_ORDER,
  TRACE_HEADER_BYTES,
  TRACE_MAGIC,
  TRACE_VERSION,
  TraceBlock,
} from '@coroscope/runtime/contract';
import { ProfileError } from '../document/profile-error.js';

/** A part of a trace file. */
export interface Block {
  /** Undefined where the file ends within it. */
  kind: TraceBlock | undefined;
  /** Starts at a multiple of 8 bytes in its buffer. */
  payload: Uint8Array<ArrayBuffer>;
  /** Where its payload begins in the file. */
  position: number;
  /** The file ends before the block does. */
  isCutOff: boolean;
}

const howToGetOne = 'make one with `coroscope run --trace FILE <script>`';

/**
 * Splits a trace file into its blocks. Readers skip those of unknown kinds.
 *
 * @param name What errors call the file.
 * @throws ProfileError when it is no trace, or one that this version or this machine can't read.
 */
export function readBlocks(bytes: Uint8Array<ArrayBuffer>, name: string): Block[] {
  checkHeader(bytes, name);
  // Typed arrays on 8-byte numbers must start at a multiple of 8.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const view = viewOf(aligned);
  const blocks: Block[] = [];
  let position = TRACE_HEADER_BYTES;
  while (position < aligned.length) {
    const payloadAt = position + TRACE_BLOCK_HEADER_BYTES;
    if (payloadAt > aligned.length) {
      blocks.push({ kind: undefined, payload: new Uint8Array(0), position, isCutOff: true });
      break;
    }
    const length = view.getUint32(position + 4, LITTLE_ENDIAN);
    blocks.push({
      kind: view.getUint32(position, LITTLE_ENDIAN),
      payload: aligned.subarray(payloadAt, Math.min(payloadAt + length, aligned.length)),
      position: payloadAt,
      isCutOff: payloadAt + length > aligned.length,
    });
    position = payloadAt + Math.ceil(length / 8) * 8;
  }
  return blocks;
}

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function checkHeader(bytes: Uint8Array, name: string): void {
  if (bytes.length === 0) throw new ProfileError(name, `is empty; ${howToGetOne}`);
  const magic = String.fromCharCode(...bytes.subarray(0, TRACE_MAGIC.length));
  if (magic !== TRACE_MAGIC.slice(0, bytes.length)) {
    throw new ProfileError(name, `is not a Coroscope trace; ${howToGetOne}`);
  }
  if (bytes.length < TRACE_HEADER_BYTES) {
    throw new ProfileError(name, 'is cut off before its first event; record the trace again');
  }
  const view = viewOf(bytes);
  if (view.getUint32(12, LITTLE_ENDIAN) !== TRACE_BYTE_ORDER) {
    throw new ProfileError(
      name,
      'was recorded on a machine of the other byte order; read it on one like that',
    );
  }
  const version = view.getUint32(8, LITTLE_ENDIAN);
  // A later version only adds kinds of events.
  if (version < 1 || version > TRACE_VERSION) {
    throw new ProfileError(
      name,
      version > TRACE_VERSION
        ? `is a trace of version ${version}, newer than version ${TRACE_VERSION}, the latest that is read here; upgrade coroscope`
        : `is a trace of version ${version}, no longer read; record it again`,
    );
  }
}
