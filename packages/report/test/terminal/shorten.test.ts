import stringWidth from 'string-width';
import { shorten } from '../../src/terminal/shorten.js';

test('text that fits stays whole', () => {
  expect(shorten('checkout', 8, 'middle', '…')).toBe('checkout');
});

test('the cut is where it was asked for', () => {
  expect(shorten('abcdefghij', 5, 'start', '…')).toBe('…ghij');
  expect(shorten('abcdefghij', 5, 'middle', '…')).toBe('ab…ij');
  expect(shorten('abcdefghij', 5, 'end', '…')).toBe('abcd…');
  expect(shorten('abcdefghij', 7, 'middle', '...')).toBe('ab...ij');
});

test.each([3, 4, 5, 6, 7, 8, 9])('wide characters are kept whole within %d columns', (width) => {
  const short = shorten('注文を確認する👨‍👩‍👧処理', width, 'middle', '…');
  expect(stringWidth(short)).toBeLessThanOrEqual(width);
  expect(stringWidth(short)).toBeGreaterThanOrEqual(width - 2);
  expect(short).toContain('…');
  expect(short).not.toContain('\u200d');
});

test('no room, no text', () => {
  expect(shorten('checkout', 1, 'middle', '…')).toBe('');
  expect(shorten('checkout', 3, 'middle', '...')).toBe('');
});
