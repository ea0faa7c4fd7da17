import fc from 'fast-check';
import {
  activationsOf,
  criticalPath,
  findActivations,
  ProfileError,
  readTrace,
  traceFigures,
  type Trace,
} from '../../src/index.js';
import type { TraceRecording, TraceSink } from '../../../runtime/src/index.js';
import { idleTime } from '../../src/trace/idle-time.js';
import { VirtualEngine } from './virtual-engine.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** A few calls, deeper and deeper, so that there are new contexts all the time; 1 ms between events. */
async function runProgram(
  options: { events?: number; sink?: TraceSink },
  rounds = 12,
): Promise<{ engine: VirtualEngine; recording: TraceRecording }> {
  const engine = await VirtualEngine.create();
  const { probes } = engine;
  const base = probes.register(1, 'test.js', 3, 1, '');
  engine.start();
  const recording = engine.profiler.trace(options);
  for (let round = 0; round < rounds; round++) {
    const frames = Array.from({ length: round }, () => probes.enter(base));
    const coroutine = probes.open(base + 1);
    engine.burn(1);
    probes.suspend(coroutine, 0, undefined);
    for (const frame of frames.toReversed()) probes.exit(frame);
    engine.burn(1);
    probes.resumed(coroutine, undefined);
    probes.count(base + 2);
    engine.burn(1);
    probes.close(coroutine);
  }
  recording.stop();
  return { engine, recording };
}

async function record(events?: number): Promise<Bytes> {
  const { recording } = await runProgram({ events });
  return recording.read();
}

function joined(parts: Uint8Array[]): Bytes {
  return new Uint8Array(Buffer.concat(parts));
}

/** Keeps copies of what a sink is given, and refuses what it should. */
function keeping(refuse: (part: number) => boolean = () => false) {
  const parts: Uint8Array[] = [];
  let seen = 0;
  const sink: TraceSink = (bytes) => {
    if (refuse(seen++)) return false;
    parts.push(bytes.slice());
    return true;
  };
  return { parts, sink };
}

function summary(trace: Trace) {
  const { calls, suspensions, onStack, awaiting } = traceFigures(trace);
  return { calls, suspensions, onStack, awaiting, events: trace.kept, end: trace.end };
}

describe('a trace that is streamed', () => {
  it('is what the ring would have held, handed over a part at a time', async () => {
    const { parts, sink } = keeping();
    const { recording } = await runProgram({ sink, events: 7 });
    const streamed = readTrace(joined(parts), 'streamed');
    const whole = readTrace(await record(), 'whole');
    expect(streamed.notes).toEqual([]);
    expect(streamed.chunks.length).toBeGreaterThan(10);
    expect(recording).toMatchObject({ recorded: whole.kept, lost: 0 });
    expect(summary(streamed)).toEqual(summary(whole));
  });

  it('takes no time of the program', async () => {
    const engine = await VirtualEngine.create();
    const base = engine.probes.register(1, 'test.js', 1, 0, '');
    engine.start();
    const recording = engine.profiler.trace({ sink: () => engine.burn(1000), events: 1 });
    const frame = engine.probes.enter(base);
    engine.burn(5);
    engine.probes.exit(frame);
    recording.stop();
    expect(engine.profiler.snapshot().elapsed).toBe(5);
  });

  it('reports how many events its sink has refused, and goes on after them', async () => {
    const { parts, sink } = keeping((part) => part > 8 && part < 14);
    const { recording } = await runProgram({ sink, events: 6 });
    const trace = readTrace(joined(parts), 'dropped');
    const whole = readTrace(await record(), 'whole');
    expect(trace.dropped).toBeGreaterThan(0);
    expect(recording).toMatchObject({ recorded: whole.kept, lost: trace.dropped });
    expect(trace).toMatchObject({ recorded: whole.kept, kept: whole.kept - trace.dropped });
    const last = activationsOf(trace).get(activationsOf(trace).count - 1);
    expect(last).toMatchObject({ isLive: false, end: trace.end });
  });

  it('counts what a sink that throws has lost, and says why', async () => {
    const parts: Uint8Array[] = [];
    let calls = 0;
    const sink: TraceSink = (bytes) => {
      if (calls++ === 4) throw new Error('the disk is full');
      parts.push(bytes.slice());
    };
    await runProgram({ sink, events: 6 });
    const trace = readTrace(joined(parts), 'dropped');
    expect(trace.notes).toEqual(['The sink failed: the disk is full.']);
    expect(trace.dropped).toBe(6);
  });

  it('fails at once if the sink does', async () => {
    const engine = await VirtualEngine.create();
    const sink = () => {
      throw new Error('no such file');
    };
    expect(() => engine.profiler.trace({ sink })).toThrow('no such file');
    expect(() => engine.profiler.trace({ sink: () => false })).toThrow('refuses');
    expect(() => engine.profiler.trace().stop()).not.toThrow();
  });

  it('may have a sink that is instrumented itself', async () => {
    const engine = await VirtualEngine.create();
    const { probes } = engine;
    const base = probes.register(1, 'test.js', 2, 0, '');
    engine.start();
    const { parts, sink } = keeping();
    let isBegun = false;
    const frames: number[] = [];
    const recording = engine.profiler.trace({
      events: 4,
      sink: (bytes) => {
        // It entered before the trace began, and leaves while it has the events.
        if (isBegun && frames.length > 0) probes.exit(frames.pop()!);
        isBegun = true;
        return sink(bytes);
      },
    });
    for (let i = 0; i < 10; i++) frames.push(probes.enter(base));
    recording.stop();
    const trace = readTrace(joined(parts), 'test');
    expect(trace.kept + trace.dropped).toBe(trace.recorded);
    expect(activationsOf(trace).count).toBeGreaterThan(0);
  });
});

describe('tags', () => {
  it('say of each activation what it ran under', async () => {
    const engine = await VirtualEngine.create();
    const { probes, profiler } = engine;
    const base = probes.register(1, 'test.js', 2, 1, '');
    let tag: string | undefined;
    profiler.start({ clock: () => engine.time, tag: () => tag });
    const { parts, sink } = keeping();
    const recording = profiler.trace({ sink, events: 3 });
    for (const [request, burn] of [
      ['a', 5],
      ['b', 1],
      [undefined, 9],
      ['b', 3],
    ] as const) {
      tag = request;
      const handler = probes.open(base);
      const callee = probes.enter(base + 1);
      engine.burn(burn);
      probes.exit(callee);
      probes.close(handler);
    }
    recording.stop();
    const trace = readTrace(joined(parts), 'tagged');
    const activations = activationsOf(trace);
    const described = (found: number[]) =>
      found.map((index) => [activations.tagOf(index), activations.elapsed(index)]);
    expect(described(findActivations(trace))).toEqual([
      [undefined, 9],
      ['a', 5],
      ['b', 3],
      ['b', 1],
    ]);
    expect(described(findActivations(trace, undefined, 'b'))).toEqual([
      ['b', 3],
      ['b', 1],
    ]);
    // What a tagged coroutine calls is under its tag, too.
    expect(described(findActivations(trace, '<function 1>', 'a'))).toEqual([['a', 5]]);
  });
});

describe('a ring', () => {
  it('holds the latest events, and reports how many it has overwritten', async () => {
    const whole = readTrace(await record(), 'whole');
    const trace = readTrace(await record(50), 'ring');
    expect(trace).toMatchObject({
      kept: 50,
      recorded: whole.kept,
      overwritten: whole.kept - 50,
      dropped: 0,
    });
    expect(trace.chunks[0].times[0]).toBe(whole.chunks[0].times[2 * (whole.kept - 50)]);
    const [last, wholeLast] = [trace, whole].map((of) =>
      activationsOf(of).get(activationsOf(of).count - 1),
    );
    expect(last.intervals).toEqual(wholeLast.intervals);
  });

  it('can be read while it is recorded', async () => {
    const engine = await VirtualEngine.create();
    const base = engine.probes.register(1, 'test.js', 1, 0, '');
    engine.start();
    const recording = engine.profiler.trace({ events: 4 });
    const frame = engine.probes.enter(base);
    engine.burn(3);
    const [{ isLive, end }] = [activationsOf(readTrace(recording.read(), 'live')).get(0)];
    expect({ isLive, end }).toEqual({ isLive: true, end: 3 });
    engine.probes.exit(frame);
    expect(readTrace(recording.read(), 'live').kept).toBe(2);
    recording.stop();
  });

  it('is not read from a trace that went to a sink', async () => {
    const { recording } = await runProgram({ sink: () => true });
    expect(() => recording.read()).toThrow('went to its sink');
  });
});

describe('recording', () => {
  it('has the sleep after the last event, though no event ends it', async () => {
    const engine = await VirtualEngine.create();
    const base = engine.probes.register(1, 'test.js', 1, 0, '');
    engine.startWithIdleTime();
    const recording = engine.profiler.trace();
    const frame = engine.probes.enter(base);
    engine.burn(5);
    engine.probes.exit(frame);
    void engine.sleep(100);
    await engine.runTimers();
    // The timer ran code that is not instrumented.
    engine.burn(20);
    recording.stop();
    const trace = readTrace(recording.read(), 'test.trace');
    expect(trace.end - trace.start).toBe(125);
    expect(idleTime(trace, trace.start, trace.end)).toBe(100);
    expect(idleTime(trace, trace.start + 5, trace.start + 105)).toBe(100);
  });

  it('is one at a time, of a sensible size', async () => {
    const { profiler } = await VirtualEngine.create();
    for (const events of [0, -1, 1.5, NaN]) {
      expect(() => profiler.trace({ events })).toThrow(RangeError);
    }
    const recording = profiler.trace();
    expect(() => profiler.trace()).toThrow('stop it first');
    recording.stop();
    recording.stop();
    profiler.trace().stop();
  });

  it('holds no more memory than its events may take, and none without a trace', async () => {
    const { profiler } = await VirtualEngine.create();
    const held = () => profiler.memory.tables.trace;
    expect(held()).toBe(0);
    const ring = profiler.trace({ events: 1000 });
    expect(held()).toBe(16_000);
    ring.stop();
    const stream = profiler.trace({ events: 100, sink: () => true });
    expect(held()).toBe(3200);
    stream.stop();
    expect(held()).toBe(0);
  });

  it('numbers coroutines anew that an earlier trace has met', async () => {
    const engine = await VirtualEngine.create();
    const { probes, profiler } = engine;
    const base = probes.register(1, 'test.js', 1, 1, '');
    engine.start();
    const first = profiler.trace();
    const coroutine = probes.open(base);
    probes.suspend(coroutine, 0, undefined);
    first.stop();
    const second = profiler.trace();
    engine.burn(4);
    probes.resumed(coroutine, undefined);
    probes.close(coroutine);
    second.stop();
    const activations = activationsOf(readTrace(second.read(), 'second'));
    expect(activations.count).toBe(1);
    expect(activations.get(0)).toMatchObject({
      isCarriedIn: true,
      intervals: [
        { state: 'awaiting', start: 0, end: 4 },
        { state: 'onStack', start: 4, end: 4 },
      ],
    });
  });
});

describe('reading', () => {
  const failure = (bytes: Bytes) => {
    try {
      readTrace(bytes, 'app.trace');
    } catch (error) {
      if (error instanceof ProfileError) return error.message;
      throw error;
    }
    return undefined;
  };

  /** A copy of a trace with some bytes replaced. */
  const changed = (bytes: Bytes, at: number, ...values: number[]) => {
    const copy = bytes.slice();
    copy.set(values, at);
    return copy;
  };

  /** The trace with its first block of JSON changed. */
  const rewritten = (bytes: Bytes, from: string, to: string): Bytes => {
    const [block, lengthAt] = [16, 20];
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const length = view.getUint32(lengthAt, true);
    const json = Buffer.from(bytes.subarray(block + 8, block + 8 + length)).toString();
    const changedJson = Buffer.from(json.replace(from, to).trimEnd());
    const head = bytes.slice(0, block + 8);
    new DataView(head.buffer).setUint32(lengthAt, changedJson.length, true);
    return joined([head, changedJson, bytes.subarray(block + 8 + length)]);
  };

  it('refuses what is no trace that it can read, in one line with the fix', async () => {
    const bytes = await record();
    const reversed = bytes.slice();
    reversed.set([1, 2, 3, 4], 12);
    const text = new TextEncoder().encode('{"format":"coroscope-profile"}');
    expect(failure(text)).toBe(
      'app.trace: is not a Coroscope trace; make one with `coroscope run --trace FILE <script>`',
    );
    expect(failure(new Uint8Array(0))).toMatch(/^app\.trace: is empty; make one/);
    expect(failure(changed(bytes, 8, 4))).toMatch(/version 4, newer than version 3.*upgrade/);
    expect(failure(changed(bytes, 8, 0))).toMatch(/version 0, no longer read; record it again/);
    expect(failure(reversed)).toMatch(/other byte order/);
    expect(failure(bytes.slice(0, 20))).toMatch(/cut off before its first event; record/);
    expect(failure(changed(bytes, 26, 0))).toMatch(/damaged at its beginning/);
  });

  it.each([
    ['a moment beyond any clock', '"start":', '"start":1e300,"was":'],
    ['a thread without a number', '"id":', '"ID":'],
  ])('refuses %s', async (_, written, damaged) => {
    const bytes = await record();
    expect(failure(rewritten(bytes, written, written))).toBeUndefined();
    expect(failure(rewritten(bytes, written, damaged))).toMatch(/damaged at its beginning/);
  });

  it('does not care where its bytes lie in memory', async () => {
    const bytes = await record();
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const trace = readTrace(shifted.subarray(3), 'shifted');
    expect(summary(trace)).toEqual(summary(readTrace(bytes, 'whole')));
  });

  it('gives what is there of a file that is cut off anywhere, and says so', async () => {
    const { parts, sink } = keeping();
    await runProgram({ sink, events: 9 });
    const bytes = joined(parts);
    let kept = 0;
    // The last block may be followed by up to seven zeros.
    for (let length = 1; length < bytes.length - 7; length++) {
      const part = bytes.slice(0, length);
      if (failure(part) !== undefined) {
        expect(kept).toBe(0);
        continue;
      }
      const trace = readTrace(part, 'part');
      expect(trace.notes.at(-1)).toMatch(/^The (file is cut off|trace has no end)/);
      expect(trace.kept).toBeGreaterThanOrEqual(kept);
      kept = trace.kept;
    }
    expect(kept).toBe(readTrace(bytes, 'whole').kept);
  });

  it('survives any damage', async () => {
    const bytes = await record();
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(damage, (changes) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        if (failure(damaged) !== undefined) return;
        const trace = readTrace(damaged, 'damaged');
        const activations = activationsOf(trace);
        for (let i = 0; i < activations.count; i++) {
          activations.get(i);
          criticalPath(trace, i);
        }
        traceFigures(trace);
      }),
      { numRuns: 300 },
    );
  });
});
