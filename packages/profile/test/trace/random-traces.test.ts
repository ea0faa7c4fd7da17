import fc from 'fast-check';
import {
  activationsOf,
  criticalPath,
  pathTree,
  readTrace,
  streamActivations,
  type ActivationVisitor,
  type PathNode,
  type Trace,
} from '../../src/index.js';
import { OddEvents, oddEvents, type OddEvent } from './odd-events.js';
import { program, RandomProgram } from './random-program.js';
import { figuresOfProfile, figuresOfTrace, VirtualEngine } from './virtual-engine.js';

/** Random programs per test; COROSCOPE_MODEL_RUNS=1000 is a long run. */
const RUNS = Number(process.env.COROSCOPE_MODEL_RUNS ?? 60);
const TIME_LIMIT = 120_000 + RUNS * 400;
/** Time enough to report how far a counterexample has been shrunk. */
const REPORTING = 20_000;
const LIMITS = {
  numRuns: RUNS,
  interruptAfterTimeLimit: TIME_LIMIT - REPORTING,
  markInterruptAsFailure: true,
};

jest.setTimeout(TIME_LIMIT);

async function forRandomPrograms(
  check: (engine: VirtualEngine, run: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(program, async (steps) => {
      const engine = await VirtualEngine.create();
      const random = new RandomProgram(engine);
      engine.start();
      await check(engine, () => random.run(steps));
    }),
    LIMITS,
  );
}

function checkIntervals(trace: Trace): void {
  const activations = activationsOf(trace);
  for (let i = 0; i < activations.count; i++) {
    const { start, end, intervals } = activations.get(i);
    expect(start).toBeGreaterThanOrEqual(trace.start);
    expect(end).toBeLessThanOrEqual(trace.end);
    expect(intervals[0].start).toBe(start);
    expect(intervals.at(-1)!.end).toBe(end);
    intervals.forEach((interval, k) => {
      expect(interval.end).toBeGreaterThanOrEqual(interval.start);
      if (k > 0) expect(interval.start).toBe(intervals[k - 1].end);
    });
  }
}

/** What a trace gives as a stream is what it gives as tables. */
function checkStream(trace: Trace): void {
  const activations = activationsOf(trace);
  const tables = Array.from({ length: activations.count }, (_, i) => {
    const { function: fn, parent, start, end, isLive, isCoroutine, intervals } = activations.get(i);
    const inOrder = intervals.map((interval) => [interval.state, interval.start, interval.end]);
    return { fn, parent, start, end, isLive, isCoroutine, intervals: inOrder };
  });
  const streamed: unknown[] = [];
  const visitor: ActivationVisitor<unknown[]> = {
    begin: () => [],
    interval: ({ note }, state, start, end) => void note.push([state, start, end]),
    end: ({ index, note, function: fn, parent, start, end, isLive, isCoroutine }) => {
      const above = parent?.index ?? -1;
      streamed[index] = { fn, parent: above, start, end, isLive, isCoroutine, intervals: note };
    },
  };
  for (const _ of streamActivations(trace, visitor));
  expect(streamed).toEqual(tables);
}

function checkTree(node: PathNode, time: number): void {
  const sum = (times: Iterable<number>) => [...times].reduce((total, each) => total + each, 0);
  expect(node.time).toBe(time);
  expect(node.onStack + sum(node.waits.map((wait) => wait.time))).toBe(time);
  expect(sum(node.callees.values())).toBeLessThanOrEqual(node.onStack);
  for (const { external, switching, paused, blocked, children, ...wait } of node.waits) {
    const parts = [external, switching, paused, ...blocked.values()];
    expect(sum([...parts, ...children.map((child) => child.time)])).toBe(wait.time);
    for (const child of children) checkTree(child, child.time);
  }
}

function checkPaths(trace: Trace): void {
  const activations = activationsOf(trace);
  for (let i = 0; i < activations.count; i++) {
    const { start, end } = activations.get(i);
    let at = start;
    const path = criticalPath(trace, i);
    checkTree(pathTree(trace, path), end - start);
    for (const piece of path.pieces) {
      expect(piece.start).toBe(at);
      expect(piece.end).toBeGreaterThan(piece.start);
      at = piece.end;
    }
    expect(at).toBe(end);
  }
}

describe('the trace of a random program', () => {
  it('adds up to the figures of the profile', async () => {
    await forRandomPrograms(async (engine, run) => {
      const recording = engine.profiler.trace();
      await run();
      recording.stop();
      expect(figuresOfTrace(recording.read())).toEqual(
        figuresOfProfile(engine.profiler.snapshot()),
      );
    });
  });

  it('gives each activation one state at a time, and its elapsed time a critical path', async () => {
    await forRandomPrograms(async (engine, run) => {
      const recording = engine.profiler.trace();
      await run();
      const trace = readTrace(recording.read(), 'random.trace');
      recording.stop();
      expect(trace.notes).toEqual([]);
      checkIntervals(trace);
      checkStream(trace);
      checkPaths(trace);
    });
  });
});

/** A tag function that returns tags in turn, whatever asks. */
function inTurn(tags: (string | undefined)[]): () => string | undefined {
  let asked = 0;
  return () => tags[asked++ % tags.length];
}

const tagsInTurn = fc.array(fc.constantFrom('a', 'b', 'c', undefined), {
  minLength: 1,
  maxLength: 8,
});

describe('the trace of a random program that is limited to tags', () => {
  it('adds up to the figures of the tags, and has nothing of others', async () => {
    await fc.assert(
      fc.asyncProperty(program, tagsInTurn, async (steps, tags) => {
        const engine = await VirtualEngine.create();
        const random = new RandomProgram(engine);
        engine.start({ tag: inTurn(tags) });
        const recording = engine.profiler.trace({ tags: ['a', 'c'] });
        await random.run(steps);
        recording.stop();
        const bytes = recording.read();
        const profile = engine.profiler.snapshot();
        expect(figuresOfTrace(bytes, 'a')).toEqual(figuresOfProfile(profile, 'a'));
        expect(figuresOfTrace(bytes, 'c')).toEqual(figuresOfProfile(profile, 'c'));
        expect(figuresOfTrace(bytes, 'b')).toEqual({});
        expect(figuresOfTrace(bytes)).toEqual({});
        const trace = readTrace(bytes, 'random.trace');
        expect(trace.onlyTags).toEqual(['a', 'c']);
        const activations = activationsOf(trace);
        for (let i = 0; i < activations.count; i++) {
          expect(['a', 'c']).toContain(activations.tagOf(i));
        }
        checkIntervals(trace);
        checkStream(trace);
        checkPaths(trace);
      }),
      { ...LIMITS, numRuns: Math.ceil(RUNS / 2) },
    );
  });

  it('has what a whole trace has of the tag where it begins amid odd events', async () => {
    const traced = async (before: OddEvent[], during: OddEvent[], tags: string[] | undefined) => {
      const engine = await VirtualEngine.create();
      const odd = new OddEvents(engine);
      engine.start({ tag: inTurn(['a', undefined, 'b', 'b', 'a']) });
      for (const event of before) await odd.perform(event);
      const recording = engine.profiler.trace({ tags });
      for (const event of during) await odd.perform(event);
      recording.stop();
      return recording.read();
    };
    await fc.assert(
      fc.asyncProperty(oddEvents, oddEvents, async (before, during) => {
        const limited = await traced(before, during, ['a']);
        const whole = await traced(before, during, undefined);
        expect(figuresOfTrace(limited, 'a')).toEqual(figuresOfTrace(whole, 'a'));
        expect(figuresOfTrace(limited, 'b')).toEqual({});
        const trace = readTrace(limited, 'odd.trace');
        checkIntervals(trace);
        checkStream(trace);
        checkPaths(trace);
      }),
      { ...LIMITS, numRuns: Math.ceil(RUNS / 2) },
    );
  });
});

describe('the trace of events that no program could produce', () => {
  it('adds up to the figures of the profile, and gives everything a path', async () => {
    await fc.assert(
      fc.asyncProperty(oddEvents, async (events) => {
        const engine = await VirtualEngine.create();
        const odd = new OddEvents(engine);
        engine.start();
        const recording = engine.profiler.trace();
        for (const event of events) await odd.perform(event);
        const bytes = recording.read();
        const profile = engine.profiler.snapshot();
        recording.stop();
        expect(figuresOfTrace(bytes)).toEqual(figuresOfProfile(profile));
        const trace = readTrace(bytes, 'odd.trace');
        checkIntervals(trace);
        checkStream(trace);
        checkPaths(trace);
      }),
      LIMITS,
    );
  });

  it('can begin and end anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        oddEvents,
        oddEvents,
        fc.integer({ min: 1, max: 200 }),
        async (before, during, size) => {
          const engine = await VirtualEngine.create();
          const odd = new OddEvents(engine);
          engine.start();
          for (const event of before) await odd.perform(event);
          const recording = engine.profiler.trace({ events: size });
          for (const event of during) await odd.perform(event);
          recording.stop();
          const trace = readTrace(recording.read(), 'odd.trace');
          expect(trace.notes).toEqual([]);
          expect(trace.kept).toBe(Math.min(size, trace.recorded));
          expect(trace.overwritten).toBe(trace.recorded - trace.kept);
          checkIntervals(trace);
          checkStream(trace);
          checkPaths(trace);
        },
      ),
      LIMITS,
    );
  });
});
