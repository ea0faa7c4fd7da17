import { warnOnce } from '../src/index.js';

it('a warning is passed on once, with what was given beside it', () => {
  const warnings: [string, number][] = [];
  const warn = warnOnce((message, line: number) => warnings.push([message, line]));
  warn('a', 1);
  warn('b', 2);
  warn('a', 3);
  expect(warnings).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});
