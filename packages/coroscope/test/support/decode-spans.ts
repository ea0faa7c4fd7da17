export interface DecodedSpan {
  /** In hexadecimal, as all identifiers. */
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  name: string;
  /** Nanoseconds. */
  duration: number;
}

export interface DecodedRequest {
  resource: Record<string, string>;
  spans: DecodedSpan[];
}

type Field = bigint | Buffer;

/** The fields of a message of Protocol Buffers, by number. */
function fieldsOf(message: Buffer): Map<number, Field[]> {
  const fields = new Map<number, Field[]>();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const value = (wireType: number): Field => {
    if (wireType === 0) return varint();
    const length = wireType === 1 ? 8 : wireType === 5 ? 4 : Number(varint());
    at += length;
    if (at > message.length) throw new Error('a field is cut off');
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = Number(varint());
    fields.set(key >> 3, [...(fields.get(key >> 3) ?? []), value(key & 7)]);
  }
  return fields;
}

const all = (fields: Map<number, Field[]>, number: number) =>
  (fields.get(number) ?? []) as Buffer[];

/** An `ExportTraceServiceRequest`. */
export function decodeSpans(body: Buffer): DecodedRequest {
  const resource: Record<string, string> = {};
  const spans: DecodedSpan[] = [];
  for (const resourceSpans of all(fieldsOf(body), 1).map(fieldsOf)) {
    for (const attribute of all(resourceSpans, 1).flatMap((of) => all(fieldsOf(of), 1))) {
      const [[key], [value]] = [1, 2].map((number) => all(fieldsOf(attribute), number));
      const [text] = all(fieldsOf(value), 1);
      if (text) resource[key.toString()] = text.toString();
    }
    const scopes = all(resourceSpans, 2).map(fieldsOf);
    spans.push(...scopes.flatMap((scope) => all(scope, 2).map(decodeSpan)));
  }
  return { resource, spans };
}

function decodeSpan(message: Buffer): DecodedSpan {
  const fields = fieldsOf(message);
  const one = (number: number) => all(fields, number)[0];
  return {
    traceId: one(1).toString('hex'),
    spanId: one(2).toString('hex'),
    parentSpanId: one(4)?.toString('hex'),
    name: one(5).toString(),
    duration: Number(one(8).readBigUInt64LE() - one(7).readBigUInt64LE()),
  };
}
