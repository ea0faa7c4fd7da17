import { createTheme } from '../../src/terminal/theme.js';
import { count, duration, quantity, timeScale } from '../../src/terminal/units.js';

const theme = createTheme({ color: false, unicode: true, width: 120 });
const ascii = createTheme({ color: false, unicode: false });

test.each([
  [0, '0 ms'],
  [0.0005, '0.500 µs'],
  [0.0123, '12.3 µs'],
  [0.999, '999 µs'],
  [0.9999, '1.00 ms'],
  [1, '1.00 ms'],
  [12.34, '12.3 ms'],
  [999.4, '999 ms'],
  [999.9, '1.00 s'],
  [4000, '4.00 s'],
  [59_940, '59.9 s'],
  [59_970, '1 min'],
  [74_300, '1.24 min'],
  [3_540_000, '59 min'],
])('a duration of %d ms is %s', (milliseconds, text) => {
  expect(duration(milliseconds, theme)).toBe(text);
});

test('a duration in microseconds is plain ASCII where asked for', () => {
  expect(duration(0.0123, ascii)).toBe('12.3 us');
});

test.each([
  [4000, 's', '4.000', '0.012'],
  [61_000, 's', '61.000', '0.012'],
  [1_234_500, 's', '1,234.5', '0.0'],
  [999, 'ms', '999.00', '12.34'],
  [2.5, 'ms', '2.500', '12.340'],
  [0.25, 'µs', '250.00', '12,340.00'],
])('a scale up to %d ms counts in %s', (largest, unit, largestText, smallText) => {
  const scale = timeScale(largest, theme);
  expect(scale.unit).toBe(unit);
  expect(scale.format(largest)).toBe(largestText);
  expect(scale.format(12.34)).toBe(smallText);
});

test('where it is narrow, a scale has fewer digits', () => {
  const narrow = createTheme({ color: false, unicode: true, width: 80 });
  expect(timeScale(61_000, narrow).format(61_000)).toBe('61.00');
  expect(timeScale(4000, narrow).format(12.34)).toBe('0.012');
});

test('a scale of nothing but zeros is still a scale', () => {
  expect(timeScale(0, theme).format(0)).toBe('0.000');
});

test('counts have thousands separators, and nouns agree with them', () => {
  expect(count(1_234_567)).toBe('1,234,567');
  expect(quantity(1, 'call')).toBe('1 call');
  expect(quantity(1204, 'call')).toBe('1,204 calls');
  expect(quantity(2, 'activation of it', 'activations of it')).toBe('2 activations of it');
});
