import { Profile } from 'pprof-format';
import { gunzipSync } from 'node:zlib';
import type { Received } from './receiver.js';

export interface DecodedPprof {
  /** By sample type. */
  sums: Record<string, number>;
  samples: number;
  /** The functions of each sample, the innermost first. */
  stacks: string[][];
  labels: Record<string, string>[];
  /** Not compressed. */
  bytes: number;
}

/** The pprof profile in a form, as Pyroscope reads it. */
export async function decodeForm({ headers, body }: Received): Promise<DecodedPprof> {
  const type = { headers: { 'content-type': headers['content-type']! } };
  const file = (await new Response(body, type).formData()).get('profile') as Blob;
  return decodePprof(gunzipSync(Buffer.from(await file.arrayBuffer())));
}

export function decodePprof(bytes: Uint8Array): DecodedPprof {
  const { stringTable, sampleType, sample, location, function: functions } = Profile.decode(bytes);
  const text = (index: number | bigint) => stringTable.strings[Number(index)];
  const functionNames = new Map(functions.map(({ id, name }) => [Number(id), text(name)]));
  const names = new Map(
    location.map(({ id, line }) => [
      Number(id),
      functionNames.get(Number(line[0].functionId)) ?? '',
    ]),
  );
  const types = sampleType.map(({ type }) => text(type));
  return {
    sums: Object.fromEntries(
      types.map((type, i) => [type, sample.reduce((sum, { value }) => sum + Number(value[i]), 0)]),
    ),
    samples: sample.length,
    stacks: sample.map(({ locationId }) => locationId.map((id) => names.get(Number(id))!)),
    labels: sample.map(({ label }) =>
      Object.fromEntries(label.map(({ key, str }) => [text(key), text(str)])),
    ),
    bytes: bytes.length,
  };
}
