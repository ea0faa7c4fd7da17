import { activationsOf, traceFigures, type Trace } from '@coroscope/profile';
import { TRACE_FORMATS } from '../../src/index.js';
import { requestTrace } from '../trace/build-trace.js';

interface Slice {
  ph: string;
  name: string;
  cat: string;
  dur: number;
  args: { more?: number; more_ms?: number };
}

function slicesOf(trace: Trace, options: object): Slice[] {
  const chrome = TRACE_FORMATS.find(({ name }) => name === 'chrome')!;
  const text = [...chrome.render(trace, options)].join('');
  return (JSON.parse(text).traceEvents as Slice[]).filter(({ ph }) => ph === 'X');
}

/** Milliseconds by kind, with what is left out. */
function sums(slices: Slice[]) {
  let count = 0;
  let time = 0;
  for (const { dur, args } of slices) {
    count += args.more ?? 1;
    time += args.more_ms ?? dur / 1000;
  }
  return { count, time };
}

describe('a Chrome trace of some activations', () => {
  const trace = requestTrace();
  const all = slicesOf(trace, {});

  it('holds all without options, and nothing that stands for more', () => {
    expect(all.some(({ args }) => 'more' in args)).toBe(false);
    const { onStack, awaiting } = traceFigures(trace);
    const sum = (column: ArrayLike<number>) => Array.from(column).reduce((a, b) => a + b, 0);
    const of = (kind: string) => sums(all.filter(({ cat }) => cat === kind)).time;
    expect(of('on stack')).toBeCloseTo(sum(onStack), 6);
    expect(of('awaiting')).toBeCloseTo(sum(awaiting), 6);
  });

  it.each([
    ['--min-time', { minTime: 100 }],
    ['--function', { function: '<function 1>' }],
    ['both', { minTime: 100, function: '<function 1>' }],
  ])('holds by %s what is left out as "… N more", so that sums hold', (_, options) => {
    const some = slicesOf(trace, options);
    expect(some.length).toBeLessThan(all.length);
    expect(sums(some).count).toBe(all.length);
    expect(sums(some).time).toBeCloseTo(sums(all).time, 6);
    for (const { name, args } of some.filter(({ cat }) => cat === 'left out')) {
      expect(name).toBe(`… ${args.more} more`);
    }
  });
});

it('what has no tag that is asked for is no part of what is written', () => {
  const spec = requestTrace();
  const tagged = { ...spec, tags: ['', '…', 'checkout'] } as Trace;
  const some = slicesOf(tagged, { tag: 'checkout' });
  expect(some).toEqual([]);
  expect(activationsOf(tagged).count).toBeGreaterThan(0);
});
