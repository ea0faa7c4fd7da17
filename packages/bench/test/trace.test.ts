import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

it('the benchmark of the trace runs', () => {
  const output = execFileSync(
    process.execPath,
    [join(__dirname, '../bench.mjs'), 'trace', '--short'],
    { encoding: 'utf8' },
  );
  const rows = output
    .split('\n')
    .filter((line) => /^\| (synchronous call|await|async call) /.test(line));
  expect(rows).toHaveLength(3);
  for (const row of rows) {
    const cells = row.split('|').map((cell) => cell.trim());
    // All events were recorded, in the bytes that the format says.
    expect(Number(cells[7])).toBeGreaterThanOrEqual(16);
    expect(Number(cells[7])).toBeLessThan(16.1);
  }
});
