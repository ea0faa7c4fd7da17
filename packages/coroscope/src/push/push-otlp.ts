import type { Trace } from '@coroscope/profile';
import { TRACE_FORMATS, type TraceExportOptions } from '@coroscope/report';
import { gzipSync } from 'node:zlib';
import { rejectedSpans } from './partial-success.js';
import { PushError } from './push-error.js';
import type { Receiver } from './receiver.js';
import { send, type SendOptions } from './send.js';

const otlp = TRACE_FORMATS.find(({ name }) => name === 'otlp')!;

/**
 * Pushes the activations of a trace as spans, 512 a request.
 *
 * @throws {PushError | ProfileError} if a part of them can't be sent, or is not taken; what was before it has arrived
 */
export async function pushOtlp(
  trace: Trace,
  receiver: Receiver,
  options: TraceExportOptions,
  how: SendOptions,
): Promise<void> {
  // Each chunk is a whole `TracesData`, which as bytes is the same as an `ExportTraceServiceRequest`.
  for (const chunk of otlp.render(trace, options)) {
    const type = { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' };
    const answer = await send(receiver, gzipSync(chunk), type, how);
    const { count, reason } = rejectedSpans(answer);
    if (count === 0) continue;
    const why = reason === '' ? '' : `: ${reason.split('\n')[0]}`;
    throw new PushError(`${receiver.url.origin} has rejected ${count} spans${why}`);
  }
}
