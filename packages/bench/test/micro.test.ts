import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

it('the benchmark of single events runs, on the Node that is named', () => {
  const output = execFileSync(
    process.execPath,
    [join(__dirname, '../bench.mjs'), 'micro', '--short', '--node', process.execPath],
    { encoding: 'utf8' },
  );
  expect(output).toContain(`Node ${process.version},`);
  const cells = output
    .split('\n')
    .filter((line) => / at most /.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const events = cells.filter((row) => row.length === 9);
  const off = cells.filter((row) => row.length === 7);
  expect(events.map(([, name]) => name)).toEqual([
    'call (`fib`)',
    '`await` of a settled value',
    'async call, awaited',
    "generator's `next`",
    "async generator's step",
  ]);
  expect(off.map(([, name]) => name)).toEqual(['call (`fib`)', '`await` of a settled value']);
  for (const [, , , bare, clocked, instrumented] of events) {
    for (const nanoseconds of [bare, clocked, instrumented]) {
      expect(Number(nanoseconds)).toBeGreaterThan(0);
    }
  }
});
