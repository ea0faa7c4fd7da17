import { readTrace, type Trace } from '@coroscope/profile';
import {
  TRACE_BYTE_ORDER,
  TRACE_KIND_BITS,
  TRACE_MAGIC,
  TRACE_VERSION,
  traceBlock,
  TraceBlock,
  TraceEvent,
  type TraceEnd,
  type TraceHost,
  type TraceInfo,
} from '@coroscope/runtime';

export interface TraceSpec {
  /** Function `n` is called `<function n>`, and has site `n`. */
  functions: number;
  /** Parent and function of the contexts after the root. */
  contexts: Array<[number, number]>;
  events: Array<{ at: number; kind: TraceEvent; detail: number; subject: number }>;
  end: Partial<TraceEnd>;
  host?: TraceHost;
}

/** A trace with the events given. */
export function buildTrace(spec: TraceSpec): Trace {
  return readTrace(traceBytes(spec), 'test.trace');
}

/** The file of such a trace, as an engine would write it. */
export function traceBytes({
  functions,
  contexts,
  events,
  end,
  host,
}: TraceSpec): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(16);
  header.set(Buffer.from(TRACE_MAGIC));
  new Uint32Array(header.buffer).set([TRACE_VERSION, TRACE_BYTE_ORDER], 2);
  const info: TraceInfo = {
    clock: { kind: 'wall', source: 'performance.now' },
    thread: { id: 0, name: 'main' },
    start: 0,
  };
  const file = { sources: ['/app/main.ts'], metadata: '', functions, sites: functions };
  const pairs = Int32Array.from([[-1, -1], ...contexts.map(([of, fn]) => [of, fn + 1])].flat());
  const records = new ArrayBuffer(16 + events.length * 16);
  const times = new Float64Array(records, 16);
  const words = new Uint32Array(records, 16);
  events.forEach(({ at, kind, detail, subject }, i) => {
    times[2 * i] = at;
    words.set([kind | (detail << TRACE_KIND_BITS), subject], 4 * i + 2);
  });
  const whole: TraceEnd = {
    clock: info.clock,
    end: events.at(-1)?.at ?? 0,
    events: events.length,
    overwritten: 0,
    dropped: 0,
    notes: [],
    ...end,
  };
  const blocks = [
    header,
    traceBlock(TraceBlock.Info, info),
    traceBlock(TraceBlock.Files, [file]),
    binaryBlock(TraceBlock.Contexts, pairs.buffer),
    binaryBlock(TraceBlock.Events, records),
    traceBlock(TraceBlock.End, whole),
    traceBlock(TraceBlock.Host, host ?? {}),
  ];
  return new Uint8Array(Buffer.concat(blocks));
}

function binaryBlock(kind: TraceBlock, payload: ArrayBuffer): Uint8Array {
  const head = new Uint32Array([kind, payload.byteLength]);
  return Buffer.concat([new Uint8Array(head.buffer), new Uint8Array(payload)]);
}

/**
 * Function 0 waits 900 ms of a second: function 1 for 600 of them, which waits for something outside,
 * and then the thread is busy with function 2.
 */
export function requestTrace(options: Partial<Pick<TraceSpec, 'end' | 'host'>> = {}): Trace {
  return buildTrace({ ...requestSpec(), ...options });
}

export function requestSpec(): TraceSpec {
  const { Open, Await, Enter, Exit, Continue, Close } = TraceEvent;
  return {
    functions: 3,
    contexts: [
      [0, 0],
      [1, 1],
      [0, 2],
    ],
    events: [
      { at: 0, kind: Open, detail: 1, subject: 1 },
      { at: 0, kind: Open, detail: 2, subject: 2 },
      { at: 10, kind: Await, detail: 1, subject: 1 },
      { at: 50, kind: Await, detail: 0, subject: 0 },
      { at: 645, kind: Continue, detail: 2, subject: 1 },
      { at: 650, kind: Close, detail: 2, subject: 1 },
      { at: 650, kind: Enter, detail: 1, subject: 3 },
      { at: 950, kind: Exit, detail: 1, subject: 3 },
      { at: 950, kind: Continue, detail: 1, subject: 0 },
      { at: 1000, kind: Close, detail: 1, subject: 0 },
    ],
    end: {},
  };
}
