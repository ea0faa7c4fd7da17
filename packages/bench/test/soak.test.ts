import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

it('the soak goes through all of its loads, and counts every event', () => {
  const bench = join(__dirname, '../bench.mjs');
  const output = execFileSync(process.execPath, [bench, 'soak', '--short'], { encoding: 'utf8' });
  const loads = output.match(/^\| [a-z1].*?(?=\s+\|)/gm)!.map((cell) => cell.slice(2));
  expect([...new Set(loads)]).toEqual([
    'a service',
    '10,000 tags',
    'new functions',
    'new call paths',
    'the service again',
  ]);
  expect(output).toMatch(/Of [\d,]+ events the figures have all of them\./);
});
