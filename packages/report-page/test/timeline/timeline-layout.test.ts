import fc from 'fast-check';
import { activationsOf, criticalPath, readTrace, type Trace } from '@coroscope/profile';
import { contendedSince } from '../../src/timeline/contention.js';
import { hitTest, type TimelineFrame } from '../../src/timeline/hit-test.js';
import { inOrder } from '../../src/timeline/in-order.js';
import { lateness } from '../../src/timeline/lateness.js';
import { packLanes } from '../../src/timeline/lanes.js';
import { overTime } from '../../src/timeline/over-time.js';
import { stackPieces } from '../../src/timeline/stack-levels.js';
import { layOutTimeline, rowOfActivation, stateOf } from '../../src/timeline/timeline-layout.js';
import { program, RandomProgram } from '../../../profile/test/trace/random-program.js';
import { VirtualEngine } from '../../../profile/test/trace/virtual-engine.js';

/** Random programs a test. */
const RUNS = 25;

async function forRandomTraces(check: (trace: Trace) => void): Promise<void> {
  // In the lane of one coroutine, this has the end of another one that takes no time.
  await forSeed(1796101084287, 1, check);
  await forSeed(Date.now(), RUNS, check);
}

async function forSeed(seed: number, numRuns: number, check: (trace: Trace) => void) {
  // Without shrinking: a program is small, and an engine takes long to load.
  for (const [i, steps] of fc.sample(program, { numRuns, seed }).entries()) {
    const engine = await VirtualEngine.create();
    const random = new RandomProgram(engine);
    engine.startWithIdleTime();
    const recording = engine.profiler.trace();
    await random.run(steps);
    recording.stop();
    try {
      check(readTrace(recording.read(), 'random.trace'));
    } catch (error) {
      throw new Error(`program ${i} of seed ${seed}: ${JSON.stringify(steps)}`, { cause: error });
    }
  }
}

/** An expectation that costs nothing where it holds: there are very many of them. */
function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

jest.setTimeout(120_000);

it('the threads of a process are together, what began first before the others', () => {
  const trace = (id: number, process: number | undefined, monotonic: number) =>
    ({
      thread: { id, name: '', process },
      startedAt: new Date(monotonic).toISOString(),
      monotonic,
    }) as Trace;
  const order = (...all: Trace[]) => inOrder(all);
  expect(order(trace(0, 9, 500), trace(1, 7, 300), trace(0, 7, 100), trace(0, 8, 200))).toEqual([
    2, 1, 3, 0,
  ]);
  expect(order(trace(0, undefined, 5), trace(0, undefined, 1))).toEqual([1, 0]);
});

it('threads are beside each other to within what the worst of their traces leaves out', () => {
  expect(lateness([{ leftOut: 3 }])).toBe(0);
  expect(lateness([{}, {}])).toBe(0);
  expect(lateness([{ leftOut: 0.2 }, {}, { leftOut: 3 }])).toBe(3);
});

/** No two coroutines share a lane at a time, and what is started is below who started it. */
function checkLanes(trace: Trace): void {
  const activations = activationsOf(trace);
  const { laneOf, lanes } = packLanes(activations);
  const byLane = new Map<number, { start: number; end: number }[]>();
  for (let row = 0; row < activations.count; row++) {
    if (!activations.isCoroutine(row)) {
      expect(laneOf[row]).toBe(-1);
      continue;
    }
    const { start, end } = activations.get(row);
    expect(laneOf[row]).toBeLessThan(lanes);
    const others = byLane.get(laneOf[row]) ?? [];
    for (const other of others) demand(start >= other.end || end <= other.start, 'two in a lane');
    byLane.set(laneOf[row], [...others, { start, end }]);
    for (const child of activations.coroutinesOf(row)) {
      expect(laneOf[child]).toBeGreaterThan(laneOf[row]);
    }
  }
}

/** Pieces of a level of the stack do not overlap, and lie in one of the level below. */
function checkStack(trace: Trace): void {
  const { start, end, level, levels } = stackPieces(activationsOf(trace));
  const latest = new Map<number, { start: number; end: number }>();
  for (let piece = 0; piece < start.length; piece++) {
    expect(level[piece]).toBeLessThan(levels);
    const before = latest.get(level[piece]);
    if (before) expect(start[piece]).toBeGreaterThanOrEqual(before.end);
    if (level[piece] > 0) {
      const below = latest.get(level[piece] - 1)!;
      expect(start[piece]).toBeGreaterThanOrEqual(below.start);
      expect(end[piece]).toBeLessThanOrEqual(below.end);
    }
    latest.set(level[piece], { start: start[piece], end: end[piece] });
  }
}

/** What the hit test says is what the activation did then. */
function checkHits(trace: Trace): void {
  const layout = layOutTimeline([trace]);
  const { activations, shift } = layout.threads[0];
  const frame: TimelineFrame = {
    range: { from: 0, to: Math.max(1, layout.duration) },
    width: 1000,
    scrolled: 0,
    rowHeight: 10,
    axisHeight: 20,
  };
  for (let row = 0; row < activations.count; row++) {
    if (!activations.isCoroutine(row)) continue;
    for (const { state, start, end } of activations.get(row).intervals) {
      if (end <= start) continue;
      const x = (((start + end) / 2 + shift) / frame.range.to) * frame.width;
      const y = frame.axisHeight + (rowOfActivation(layout, 0, row) + 0.5) * frame.rowHeight;
      const hit = hitTest(layout, frame, x, y)!;
      expect(hit).toMatchObject({ kind: 'lane', activation: row });
      expect(stateOf(layout.threads[0], hit.span)).toBe(state);
    }
  }
}

/** The end of a wait is contended no longer than the critical path says that it was busy. */
function checkContention(trace: Trace): void {
  const activations = activationsOf(trace);
  for (let row = 0; row < activations.count; row++) {
    if (!activations.isCoroutine(row)) continue;
    const { pieces, visits } = criticalPath(trace, row);
    for (const interval of activations.intervalRows(row)) {
      const { intervalStart, intervalEnd } = activations.tables;
      const since = contendedSince(activations, interval);
      demand(since >= intervalStart.values[interval], 'contended before the wait');
      demand(since <= intervalEnd.values[interval], 'contended after the wait');
      // While it was contended, no one slept.
      for (const { kind, start, end, visit } of pieces) {
        if (kind !== 'external' || visits[visit].activation !== row) continue;
        demand(
          Math.min(end, intervalEnd.values[interval]) <= since ||
            start >= intervalEnd.values[interval],
          'contended while the thread slept',
        );
      }
    }
  }
}

/** Over time, the states of a thread are all of it. */
function checkStates(trace: Trace): void {
  const parts = overTime(trace, 50);
  const activations = activationsOf(trace);
  if (trace.end === trace.start) return;
  parts.time.forEach((_, i) => {
    expect(parts.onStack[i] + parts.elsewhere[i] + parts.idle![i]).toBeCloseTo(1, 6);
  });
  const length = (trace.end - trace.start) / 50;
  const onStack = parts.onStack.reduce((sum, share) => sum + share * length, 0);
  const { taskStart, taskEnd } = activations.tables;
  let expected = 0;
  for (let i = 0; i < taskStart.length; i++) expected += taskEnd.values[i] - taskStart.values[i];
  expect(onStack).toBeCloseTo(expected, 6);
}

// A trace costs an engine of its own: all that must hold of one is checked at once.
test('the timeline of any trace', () =>
  forRandomTraces((trace) => {
    checkLanes(trace);
    checkStack(trace);
    checkHits(trace);
    checkContention(trace);
    checkStates(trace);
  }));

test('threads begin where the clock of their machine says, and else where the calendar does', async () => {
  const engine = await VirtualEngine.create();
  const recording = engine.profiler.trace();
  recording.stop();
  const trace = readTrace(recording.read(), 'empty.trace');
  const shifts = (...begins: [startedAt: string, monotonic?: number][]) => {
    const traces = begins.map(([startedAt, monotonic]) => ({ ...trace, startedAt, monotonic }));
    return layOutTimeline(traces).threads.map(({ shift }) => shift + trace.start);
  };
  // The date knows whole milliseconds only.
  expect(shifts(['2026-01-31T12:00:00.000Z', 5000], ['2026-01-31T12:00:00.003Z', 5002.25])).toEqual(
    [0, 2.25],
  );
  // Another machine.
  expect(shifts(['2026-01-31T12:00:00.000Z', 5000], ['2026-01-31T12:00:00.003Z', 900])).toEqual([
    0, 3,
  ]);
  expect(shifts(['2026-01-31T12:00:00.000Z', 5000], ['2026-01-31T12:00:00.003Z'])).toEqual([0, 3]);
});
