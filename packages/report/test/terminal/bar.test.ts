import { bar } from '../../src/terminal/bar.js';

const style = (text: string) => text;
const part = (size: number, symbol: string) => ({ size, symbol, style });

it('is as long as its parts are of the whole', () => {
  expect(bar([part(2, '#'), part(1, '.')], 4, 8)).toBe('####..');
});

it('is no shorter for having parts that end between two columns', () => {
  // 0.4 and 0.8 columns: the first ends in none, both together in one.
  expect(bar([part(4, '#'), part(4, '.')], 100, 10)).toBe('.');
});

it('is no longer than it may be, though its parts overlap', () => {
  expect(bar([part(3, '#'), part(9, '.')], 4, 8)).toBe('######..');
});

it('is empty where there is no whole', () => {
  expect(bar([part(0, '#')], 0, 8)).toBe('');
});

it('leaves out what a damaged profile gives a negative size', () => {
  expect(bar([part(2, '#'), part(-1, '.'), part(1, '-')], 4, 8)).toBe('####');
});
