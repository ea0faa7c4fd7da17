import {
  streamActivations,
  type ActivationVisitor,
  type StreamedActivation,
  type Trace,
} from '@coroscope/profile';
import { nameOfLeftOut } from '../export/left-out.js';
import { MessageWriter } from '../export/protobuf.js';
import { spanContextOf, SpanIdentifiers, type SpanContext } from '../export/span-identity.js';
import { TraceSelection, type Selected } from '../export/trace-selection.js';
import { displayPath } from '../terminal/display-path.js';
import { printable } from '../terminal/printable.js';
import type { TraceExportOptions } from '../trace/export-options.js';
import type { TraceFormat } from './trace-format.js';

/**
 * A span of OpenTelemetry for each activation, as `TracesData` in Protocol Buffers: what its OTLP receivers
 * take. What runs under a tag that is a `traceparent` is part of that trace, below that span; what else
 * began under nothing begins a trace.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
 */
export const otlp: TraceFormat = {
  name: 'otlp',
  content: 'OTLP spans',
  extensions: ['.otlp'],
  isBinary: true,
  render: tracesData,
  estimate: ({ kept }) => kept * BYTES_PER_EVENT,
};

const BYTES_PER_EVENT = 57;
/** Spans that stand in one message at most. */
const SPANS = 512;

/** Each part is a whole message; one after the other, they are one with the spans of all. */
function* tracesData(trace: Trace, options: TraceExportOptions = {}): Generator<Uint8Array> {
  const writer = new SpanWriter(trace, options);
  for (const _ of streamActivations(trace, writer)) yield* writer.takeFull();
  yield* writer.takeRest();
}

// The numbers of fields, by message.
const TracesData = { resourceSpans: 1 } as const;
const ResourceSpans = { resource: 1, scopeSpans: 2 } as const;
const Resource = { attributes: 1 } as const;
const ScopeSpans = { scope: 1, spans: 2 } as const;
const Scope = { name: 1 } as const;
const KeyValue = { key: 1, value: 2 } as const;
const AnyValue = { string: 1, bool: 2, int: 3, double: 4 } as const;
const Span = {
  traceId: 1,
  spanId: 2,
  parentSpanId: 4,
  name: 5,
  kind: 6,
  start: 7,
  end: 8,
  attributes: 9,
} as const;
const KIND_INTERNAL = 1;

/** Stands for an activation where a span is of many: a number that none has. */
const LEFT_OUT = 2 ** 32;

const NANOSECONDS_PER_MILLISECOND = 1e6;

class SpanWriter implements ActivationVisitor<Selected> {
  readonly #trace: Trace;
  readonly #selection: TraceSelection<'activation'>;
  /** By function: its name and its attributes, encoded. */
  readonly #described: Uint8Array[];
  readonly #tagged: Uint8Array[];
  /** By tag: the span that it names. */
  readonly #joined: (SpanContext | undefined)[];
  readonly #unknown: Uint8Array;
  readonly #resource: Uint8Array;
  readonly #scope: Uint8Array;
  readonly #identifiers: SpanIdentifiers;
  /** Of the beginning of engine time, in nanoseconds. */
  readonly #epoch: bigint;
  readonly #span = new MessageWriter();
  #spans = new MessageWriter();
  #count = 0;
  #full: Uint8Array[] = [];

  constructor(trace: Trace, options: TraceExportOptions) {
    const { functions, files, thread, program, startedAt, start, tags, onlyTags } = trace;
    this.#trace = trace;
    this.#selection = new TraceSelection(trace, options);
    const directory = options.directory ?? program?.directory;
    this.#described = functions.map(({ name, file, line, column }) =>
      new MessageWriter()
        .string(Span.name, printable(name))
        .raw(attribute(Span.attributes, 'code.function.name', printable(name)))
        .raw(attribute(Span.attributes, 'code.file.path', displayPath(files[file].path, directory)))
        .raw(attribute(Span.attributes, 'code.line.number', line))
        .raw(attribute(Span.attributes, 'code.column.number', column))
        .take(),
    );
    this.#tagged = tags.map((tag) => attribute(Span.attributes, 'coroscope.tag', tag));
    this.#joined = tags.map(spanContextOf);
    this.#unknown = new MessageWriter().string(Span.name, '(unknown)').take();
    const [script = 'coroscope'] = program?.arguments ?? [];
    const field = Resource.attributes;
    const { 'service.name': service, ...others } = options.resource ?? {};
    this.#resource = Buffer.concat([
      attribute(field, 'service.name', service ?? displayPath(script, directory)),
      ...Object.entries(others).map(([key, value]) => attribute(field, key, value)),
      attribute(field, 'thread.id', thread.id),
      attribute(field, 'thread.name', thread.name),
      ...(thread.process === undefined ? [] : [attribute(field, 'process.pid', thread.process)]),
      ...(program ? [attribute(field, 'process.runtime.description', program.platform)] : []),
      ...(onlyTags ? [attribute(field, 'coroscope.only_tags', onlyTags.join(', '))] : []),
    ]);
    this.#scope = new MessageWriter().string(Scope.name, 'coroscope').take();
    this.#identifiers = new SpanIdentifiers([startedAt, thread, program]);
    const startedAtMs = Date.parse(startedAt ?? '') || 0;
    this.#epoch = BigInt(startedAtMs) * 1_000_000n - nanoseconds(start);
  }

  begin(activation: Omit<StreamedActivation<Selected>, 'note'>): Selected {
    return this.#selection.begin(activation);
  }

  end(activation: StreamedActivation<Selected>): void {
    const { note, start, end = start, function: fn } = activation;
    const tag = this.#tagOf(activation);
    const joined = this.#joined[tag];
    note.isLongEnough =
      joined?.isSampled !== false && this.#selection.takes(activation, 'activation', start, end);
    if (!note.isLongEnough) return;
    const span = this.#span
      .bytes(Span.traceId, joined?.traceId ?? this.#identifiers.traceId(note.root))
      .bytes(Span.spanId, this.#identifiers.spanId(activation.index));
    const parent = this.#parentOf(activation, tag);
    if (parent !== undefined) span.bytes(Span.parentSpanId, parent);
    span
      .raw(this.#described[fn] ?? this.#unknown)
      .varint(Span.kind, KIND_INTERNAL)
      .fixed64(Span.start, this.#epoch + nanoseconds(start))
      .fixed64(Span.end, this.#epoch + nanoseconds(end));
    if (tag > 0) span.raw(this.#tagged[tag]);
    if (activation.isCoroutine) addTimes(span, activation);
    this.#spans.bytes(ScopeSpans.spans, span.take());
    // What follows from it needs its identity only.
    activation.parent = undefined;
    if (++this.#count === SPANS) this.#close();
  }

  #tagOf({ context }: StreamedActivation<Selected>): number {
    return context < 0 ? 0 : this.#trace.contexts.tag[context];
  }

  /**
   * The nearest activation above that is a span, or the program's own span where that is nearer. An activation
   * that is still alive has begun no later than what is below, and will have lasted longer.
   */
  #parentOf(activation: StreamedActivation<Selected>, tag: number): Uint8Array | undefined {
    let above = activation.parent;
    while (above?.note.isLongEnough === false) above = above.parent;
    const joined = this.#joined[tag];
    const tagAbove = above && this.#tagOf(above);
    // What the program calls within a span of its own runs under another tag.
    if (joined !== undefined && tagAbove !== tag) return joined.spanId;
    const isInOtherTrace = joined === undefined && this.#joined[tagAbove ?? 0] !== undefined;
    return above === undefined || isInOtherTrace
      ? undefined
      : this.#identifiers.spanId(above.index);
  }

  *takeFull(): Generator<Uint8Array> {
    yield* this.#full;
    this.#full = [];
  }

  *takeRest(): Generator<Uint8Array> {
    this.#addLeftOut();
    if (this.#count > 0) this.#close();
    yield* this.takeFull();
  }

  /** A span of its own trace for all that are left out; its attributes say what they come to. */
  #addLeftOut(): void {
    for (const [, leftOut] of this.#selection.leftOut.entries()) {
      const span = this.#span
        .bytes(Span.traceId, this.#identifiers.traceId(LEFT_OUT))
        .bytes(Span.spanId, this.#identifiers.spanId(LEFT_OUT))
        .string(Span.name, nameOfLeftOut(leftOut))
        .varint(Span.kind, KIND_INTERNAL)
        .fixed64(Span.start, this.#epoch + nanoseconds(leftOut.start))
        .fixed64(Span.end, this.#epoch + nanoseconds(leftOut.end))
        .raw(attribute(Span.attributes, 'coroscope.more', leftOut.count))
        .raw(attribute(Span.attributes, 'coroscope.more_ms', new Double(leftOut.time)));
      this.#spans.bytes(ScopeSpans.spans, span.take());
      this.#count++;
    }
  }

  #close(): void {
    const message = new MessageWriter();
    const scopeSpans = message.bytes(ScopeSpans.scope, this.#scope).raw(this.#spans.take()).take();
    const resourceSpans = message
      .bytes(ResourceSpans.resource, this.#resource)
      .bytes(ResourceSpans.scopeSpans, scopeSpans)
      .take();
    this.#full.push(message.bytes(TracesData.resourceSpans, resourceSpans).take());
    this.#count = 0;
  }
}

function addTimes(span: MessageWriter, activation: StreamedActivation<Selected>): void {
  const { onStack, awaiting, paused, suspensions } = activation;
  const field = Span.attributes;
  span.raw(attribute(field, 'coroscope.suspensions', suspensions));
  span.raw(attribute(field, 'coroscope.on_stack_ms', new Double(onStack)));
  span.raw(attribute(field, 'coroscope.awaiting_ms', new Double(awaiting)));
  if (paused > 0) span.raw(attribute(field, 'coroscope.paused_ms', new Double(paused)));
}

/** A number that is no whole one, whatever its value. */
class Double {
  constructor(readonly value: number) {}
}

const encoder = new MessageWriter();

/** An attribute as an encoded field. */
function attribute(field: number, key: string, value: string | number | Double): Uint8Array {
  if (typeof value === 'string') encoder.string(AnyValue.string, value);
  else if (typeof value === 'number') encoder.varint(AnyValue.int, value);
  else encoder.double(AnyValue.double, value.value);
  const anyValue = encoder.take();
  const keyValue = encoder.string(KeyValue.key, key).bytes(KeyValue.value, anyValue).take();
  return encoder.bytes(field, keyValue).take();
}

function nanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * NANOSECONDS_PER_MILLISECOND));
}
