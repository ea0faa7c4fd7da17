import { binsOf, startOfBin } from '../../src/charts/bins.js';
import { percent } from '../../src/text/numbers.js';
import { packageOf } from '../../src/text/paths.js';
import { shown } from '../../src/text/shown.js';
import { duration, timeScale } from '../../src/text/times.js';
import { tickText, ticksOf } from '../../src/timeline/ticks.js';
import { formatRange, moved, parseRange, whole, zoomed } from '../../src/timeline/zoom.js';

test.each([
  ['\u202eevil', '\\u{202e}evil'],
  ['a\u2028b', 'a\\u{2028}b'],
  ['half \ud800', 'half \\u{d800}'],
  ['注文を確認する 🚀', '注文を確認する 🚀'],
  ['</script><img onerror=x>', '</script><img onerror=x>'],
])('%j is shown as %j', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('a megabyte of a name is cut', () => {
  expect(shown('x'.repeat(1 << 20)).length).toBeLessThan(500);
});

test.each([
  [0, '0 ms'],
  [0.0000004, '0 ns'],
  [0.0123, '12.3 µs'],
  [999.9, '1.00 s'],
  [1234, '1.23 s'],
  [125_000, '2.08 min'],
])('%d ms are %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test('a scale never shows something as nothing', () => {
  const scale = timeScale(2000);
  expect([2000, 0.0001, 0].map(scale.format)).toEqual(['2.000', '< 0.001', '0']);
  expect(scale.unit).toBe('s');
  expect(percent(1e-6)).toBe('< 0.1 %');
});

test.each([
  ['/app/node_modules/@scope/pkg/index.js', '@scope/pkg'],
  ['/app/node_modules/a/node_modules/b/c.js', 'b'],
  ['C:\\app\\node_modules\\a\\index.js', 'a'],
  ['/app/src/main.ts', undefined],
])('the package of %s is %s', (path, name) => {
  expect(packageOf(path)).toBe(name);
});

test('bins hold the durations of the buckets', () => {
  // A second, by the example of docs/profile-format.md, and 3 of half a second.
  const bins = binsOf({ first: 1210, counts: [3, -63, 1] })!;
  expect(bins.counts.reduce((a, b) => a + b)).toBe(4);
  expect(bins.counts[0]).toBe(3);
  expect(bins.counts.at(-1)).toBe(1);
  expect(startOfBin(bins.first)).toBeLessThanOrEqual(500);
  expect(startOfBin(bins.first + 1)).toBeGreaterThan(500);
  expect(binsOf({ first: 0, counts: [] })).toBeUndefined();
});

describe('the range in sight', () => {
  it('is zoomed around a place, between a microsecond and all', () => {
    expect(zoomed({ from: 0, to: 100 }, 0.5, 50, 100)).toEqual({ from: 25, to: 75 });
    expect(zoomed({ from: 25, to: 75 }, 10, 50, 100)).toEqual(whole(100));
    const narrow = zoomed({ from: 10, to: 11 }, 1e-9, 10.5, 100);
    expect(narrow.to - narrow.from).toBeCloseTo(0.001, 9);
  });

  it('does not leave what there is', () => {
    expect(moved({ from: 10, to: 20 }, -15, 100)).toEqual({ from: 0, to: 10 });
    expect(moved({ from: 80, to: 90 }, 15, 100)).toEqual({ from: 90, to: 100 });
  });

  it('is read from the address as it is written, and nonsense is not', () => {
    expect(parseRange(formatRange({ from: 1.5, to: 2.25 }), 100)).toEqual({ from: 1.5, to: 2.25 });
    for (const text of [undefined, '', '5', '9-1', 'a-b', '1-1']) {
      expect(parseRange(text, 100)).toBeUndefined();
    }
  });
});

test('ticks are round, and told apart', () => {
  const range = { from: 0, to: 10 };
  const ticks = ticksOf(range, 1000);
  expect(ticks.length).toBeGreaterThan(3);
  expect(new Set(ticks.map((tick) => tickText(tick, range))).size).toBe(ticks.length);
});
