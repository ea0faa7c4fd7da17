import { activationsOf, countEvents, readTrace, shortenTrace } from '../../src/index.js';
import { VirtualEngine } from './virtual-engine.js';

/** Calls and coroutines that are suspended, 1 ms between events; the tables of names grow meanwhile. */
async function record(rounds: number): Promise<Uint8Array<ArrayBuffer>> {
  const engine = await VirtualEngine.create();
  const { probes } = engine;
  const base = probes.register(1, 'test.js', 3, 1, '');
  engine.startWithIdleTime();
  const recording = engine.profiler.trace();
  for (let round = 0; round < rounds; round++) {
    const frames = Array.from({ length: round }, () => probes.enter(base));
    const coroutine = probes.open(base + 1);
    engine.burn(1);
    probes.suspend(coroutine, 0, undefined);
    for (const frame of frames.toReversed()) probes.exit(frame);
    engine.burn(1);
    probes.resumed(coroutine, undefined);
    probes.close(coroutine);
  }
  recording.stop();
  return recording.read();
}

test('a shortened trace has the first events, and what they say', async () => {
  const trace = await record(6);
  const whole = readTrace(trace, 'whole');
  expect(countEvents(trace, 'whole')).toBe(whole.kept);
  const words = ({ chunks }: typeof whole) =>
    chunks.flatMap(({ words: of, count }) => [...of.subarray(0, 4 * count)]);
  for (let events = 1; events < whole.kept; events++) {
    const shortened = readTrace(shortenTrace(trace, 'whole', events, 'It is shorter.'), 'short');
    expect(shortened.notes).toEqual(['It is shorter.']);
    expect([shortened.kept, shortened.recorded]).toEqual([events, events]);
    expect(words(shortened)).toEqual(words(whole).slice(0, 4 * events));
    expect(shortened.end).toBeLessThanOrEqual(whole.end);
    expect(shortened.tellsIdle).toBe(whole.tellsIdle);
    expect(() => activationsOf(shortened)).not.toThrow();
  }
  const none = readTrace(shortenTrace(trace, 'whole', whole.kept, 'All.'), 'all');
  expect(words(none)).toEqual(words(whole));
  expect(none.program).toEqual(whole.program);
});

test('that of a trace without an end has one', async () => {
  const trace = await record(12);
  const cutOff = trace.slice(0, -600);
  const read = readTrace(cutOff, 'cut off');
  expect(read.notes).toHaveLength(1);
  const events = Math.floor(read.kept / 2);
  const shortened = readTrace(shortenTrace(cutOff, 'cut off', events, 'Shorter.'), 'short');
  expect(shortened.notes).toEqual(['Shorter.']);
  expect(shortened.kept).toBe(events);
});
