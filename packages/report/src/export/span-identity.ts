import { createHash } from 'node:crypto';

/** A span of a program, as the W3C's header `traceparent` names it. */
export interface SpanContext {
  traceId: Uint8Array;
  spanId: Uint8Array;
  /** Whether its trace is recorded at all. */
  isSampled: boolean;
}

/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = 1;

/** The span that a tag names; undefined for any other tag. */
export function spanContextOf(tag: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(tag ?? '') ?? [];
  if (traceId === undefined) return undefined;
  return {
    traceId: Buffer.from(traceId, 'hex'),
    spanId: Buffer.from(spanId, 'hex'),
    isSampled: (parseInt(flags, 16) & SAMPLED) !== 0,
  };
}

const HALF = 2 ** 32;

/** Identifiers for the activations of a trace, which those of another one do not have. */
export class SpanIdentifiers {
  readonly #prefix: Buffer;
  /** Halves of the identifier before that of the first activation. */
  readonly #upper: number;
  readonly #lower: number;

  /** @param identity Something that no other trace has. */
  constructor(identity: unknown) {
    const hash = createHash('sha256').update(JSON.stringify(identity)).digest();
    this.#prefix = hash.subarray(0, 8);
    this.#upper = hash.readUInt32BE(8);
    this.#lower = hash.readUInt32BE(12);
  }

  /** @param root The index of the activation that everything in it follows from. */
  traceId(root: number): Uint8Array {
    const bytes = Buffer.alloc(16);
    bytes.set(this.#prefix);
    bytes.writeUIntBE(root + 1, 10, 6);
    return bytes;
  }

  /** Eight bytes that are not all 0. */
  spanId(index: number): Uint8Array {
    const lower = this.#lower + index;
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE((this.#upper + Math.floor(lower / HALF)) % HALF || 1, 0);
    bytes.writeUInt32BE(lower % HALF, 4);
    return bytes;
  }
}
