import { TRACE_KIND_BITS, TraceEvent } from '../../../runtime/src/index.js';
import { activationsOf, criticalPath, idleTime, readTrace, type Trace } from '../../src/index.js';
import { figuresOfProfile, figuresOfTrace, VirtualEngine } from './virtual-engine.js';

/** Runs two requests at once, of which one calls an audit under the tag of the other. */
async function twoRequests(tags: string[] | undefined) {
  const engine = await VirtualEngine.create();
  const { probes, profiler } = engine;
  const [handle, parse, audit] = [0, 1, 2].map((k) => probes.register(1, 'app.js', 3, 2, '') + k);
  let tag: string | undefined;
  const under = <Result>(name: string, run: () => Result): Result => {
    tag = name;
    const result = run();
    tag = undefined;
    return result;
  };
  const spend = (milliseconds: number) => {
    const frame = probes.enter(parse);
    engine.burn(milliseconds);
    probes.exit(frame);
  };
  const auditing = async (milliseconds: number) => {
    const $f = probes.open(audit);
    spend(milliseconds);
    probes.close($f);
  };
  const handling = async (wait: number, own: number) => {
    const $f = probes.open(handle);
    spend(own);
    probes.resumed($f, await probes.suspend($f, 0, engine.sleep(wait)));
    under('search', () => void auditing(own));
    spend(own);
    probes.close($f);
  };
  engine.startWithIdleTime({ tag: () => tag });
  const recording = profiler.trace({ tags });
  // 0: search burns 1, 1: checkout burns 2, 3: both wait, 11: search, 13: idle, 23: checkout
  const requests = [
    under('search', () => handling(10, 1)),
    under('checkout', () => handling(20, 2)),
  ];
  await engine.runTimers();
  await Promise.all(requests);
  recording.stop();
  return { bytes: recording.read(), profile: profiler.snapshot() };
}

function kindsOf({ chunks }: Trace): string[] {
  return chunks.flatMap(({ words, count }) =>
    Array.from(
      { length: count },
      (_, i) => TraceEvent[words[4 * i + 2] & ((1 << TRACE_KIND_BITS) - 1)],
    ),
  );
}

describe('a trace that is limited to a tag', () => {
  it('has the events of that tag only, with their exact times', async () => {
    const { bytes, profile } = await twoRequests(['checkout']);
    const trace = readTrace(bytes, 'checkout.trace');
    expect(trace.onlyTags).toEqual(['checkout']);
    expect(trace.notes).toEqual([
      expect.stringMatching(/^The trace is limited to the tag "checkout"/),
    ]);
    const activations = activationsOf(trace);
    const all = Array.from({ length: activations.count }, (_, i) => activations.get(i));
    const seen = all.map(({ tag, parent, start, intervals }) => ({
      tag,
      parent,
      start,
      until: intervals.map(({ state, end }) => [state, end]),
    }));
    expect(seen).toEqual([
      {
        tag: 'checkout',
        parent: -1,
        start: 1,
        until: [
          ['onStack', 3],
          ['awaiting', 23],
          // 2 of the audit, which runs under another tag, and 2 of its own.
          ['onStack', 27],
        ],
      },
      { tag: 'checkout', parent: 0, start: 1, until: [['onStack', 3]] },
      { tag: 'checkout', parent: 0, start: 25, until: [['onStack', 27]] },
    ]);
    expect(figuresOfTrace(bytes, 'checkout')).toEqual(figuresOfProfile(profile, 'checkout'));
  });

  it('knows when the thread slept, and when it was busy with what is left out', async () => {
    const { bytes } = await twoRequests(['checkout']);
    const trace = readTrace(bytes, 'checkout.trace');
    expect(kindsOf(trace).filter((kind) => /Idle|Awake/.test(kind))).toEqual([
      'Idle',
      'Awake',
      'Idle',
    ]);
    expect(idleTime(trace, 3, 23)).toBe(18);
    const pieces = criticalPath(trace, 0).pieces.filter(({ kind }) => kind !== 'onStack');
    expect(pieces.map(({ kind, start, end }) => [kind, start, end])).toEqual([
      ['external', 3, 11],
      ['elsewhere', 11, 13],
      ['external', 13, 23],
    ]);
  });

  it('is smaller by the events of others', async () => {
    const limited = readTrace((await twoRequests(['checkout'])).bytes, 'checkout.trace');
    const both = readTrace((await twoRequests(['checkout', 'search'])).bytes, 'both.trace');
    const whole = readTrace((await twoRequests(undefined)).bytes, 'whole.trace');
    // Nothing ran without a tag.
    expect(kindsOf(both)).toEqual(kindsOf(whole));
    expect(whole.onlyTags).toBeUndefined();
    const own = (trace: Trace) => kindsOf(trace).filter((kind) => !/Idle|Awake/.test(kind)).length;
    expect([own(limited), own(whole)]).toEqual([8, 24]);
  });

  it('may have nothing', async () => {
    const trace = readTrace((await twoRequests(['unknown'])).bytes, 'unknown.trace');
    expect(kindsOf(trace)).toEqual([]);
  });
});

test('tags of a trace are a list of texts', async () => {
  const { profiler } = await VirtualEngine.create();
  const trace = (tags: unknown) => () => profiler.trace({ tags: tags as string[] });
  expect(trace('checkout')).toThrow('coroscope: tags of a trace must be a list of texts');
  expect(trace([])).toThrow('must be a list of texts');
  expect(trace([1])).toThrow('must be a list of texts');
});
