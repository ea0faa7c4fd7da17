import { itemLines, paragraph, unbroken } from '../../src/terminal/paragraph.js';
import { createTheme } from '../../src/terminal/theme.js';

const theme = createTheme({ color: false, unicode: true, width: 60 });

test('a paragraph hangs behind its bullet', () => {
  expect(paragraph('1. ', 'word '.repeat(14).trim(), theme)).toEqual([
    `  1. ${'word '.repeat(11).trim()}`,
    `     ${'word '.repeat(3).trim()}`,
  ]);
});

test('a time stays on one line with its unit', () => {
  const before = 'x'.repeat(52);
  expect(paragraph('', `${before} 61.1 ms later`, theme)[0]).toBe(`  ${before} 61.1`);
  const lines = paragraph('', `${before} ${unbroken('61.1 ms')} later`, theme);
  expect(lines).toEqual([`  ${before}`, '  61.1 ms later']);
});

test('a word that is longer than the line is broken', () => {
  for (const line of paragraph('', 'x'.repeat(100), theme))
    expect(line.length).toBeLessThanOrEqual(60);
});

test('items go on as many lines as they need, none broken', () => {
  const items = ['a'.repeat(30), 'b'.repeat(20), 'c d e f g'];
  expect(itemLines(items, theme)).toEqual([`  ${items[0]} · ${items[1]}`, `  ${items[2]}`]);
});
