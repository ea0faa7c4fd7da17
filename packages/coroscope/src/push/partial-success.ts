/** Spans that a receiver did not take, though it took the request. */
export interface Rejected {
  count: number;
  reason: string;
}

const PARTIAL_SUCCESS = 1;
const REJECTED_SPANS = 1;
const ERROR_MESSAGE = 2;

/**
 * Reads an `ExportTraceServiceResponse`.
 *
 * @param answer One that is damaged, or of another kind, rejects nothing.
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/collector/trace/v1/trace_service.proto
 */
export function rejectedSpans(answer: Uint8Array): Rejected {
  const rejected: Rejected = { count: 0, reason: '' };
  const partial = fieldsOf(answer)?.get(PARTIAL_SUCCESS);
  if (!(partial instanceof Uint8Array)) return rejected;
  const fields = fieldsOf(partial);
  const count = fields?.get(REJECTED_SPANS);
  const reason = fields?.get(ERROR_MESSAGE);
  if (typeof count === 'number') rejected.count = count;
  if (reason instanceof Uint8Array) rejected.reason = Buffer.from(reason).toString();
  return rejected;
}

/** The fields of a message that are numbers or bytes; undefined if it is none. */
function fieldsOf(message: Uint8Array): Map<number, number | Uint8Array> | undefined {
  const fields = new Map<number, number | Uint8Array>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; at < message.length; scale *= 128) {
      const byte = message[at++];
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
    return NaN;
  };
  while (at < message.length) {
    const key = varint();
    const value = varint();
    const wireType = key % 8;
    if (Number.isNaN(value) || (wireType !== 0 && wireType !== 2)) return undefined;
    if (wireType === 0) {
      fields.set(Math.floor(key / 8), value);
      continue;
    }
    if (at + value > message.length) return undefined;
    fields.set(Math.floor(key / 8), message.subarray(at, at + value));
    at += value;
  }
  return fields;
}
