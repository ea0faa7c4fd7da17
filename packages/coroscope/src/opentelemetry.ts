import type { TagFunction } from '@coroscope/runtime';

/** What is used of `trace` of `@opentelemetry/api`. */
export interface TraceApi {
  getActiveSpan():
    { spanContext(): { traceId: string; spanId: string; traceFlags: number } } | undefined;
}

/** What is not recorded by OpenTelemetry needs no tags of its own. */
const NOT_SAMPLED = `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`;
const SAMPLED = 1;

/**
 * A tag function that tags what runs with the span of OpenTelemetry that it runs in, as `traceparent` of the W3C.
 * `coroscope push --as otlp` puts activations into that trace, below that span.
 *
 * @param trace That of `@opentelemetry/api`.
 * @example
 * import { trace } from '@opentelemetry/api';
 * profiler.start({ tag: traceparent(trace) });
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function traceparent(trace: TraceApi): TagFunction {
  return () => {
    const context = trace.getActiveSpan()?.spanContext();
    if (context === undefined) return undefined;
    const { traceId, spanId, traceFlags } = context;
    return (traceFlags & SAMPLED) === 0 ? NOT_SAMPLED : `00-${traceId}-${spanId}-01`;
  };
}
