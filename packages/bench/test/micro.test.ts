import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

it('the benchmark of single events runs, on the Node that is named', () => {
  const output = execFileSync(
    process.execPath,
    [join(__dirname, '../bench.mjs'), 'micro', '--short', '--node', process.execPath],
    { encoding: 'utf8' },
  );
  expect(output).toContain(`Node ${process.version},`);
  const rows = output
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const namesOf = (table: string[][]) => table.map(([, name]) => name);
  const names = [
    'call (`fib`)',
    '`await` of a settled value',
    'async call, awaited',
    "generator's `next`",
    "async generator's step",
  ];
  const events = rows.filter((row) => row.at(-2)?.startsWith('at most') && row.length === 9);
  const off = rows.filter((row) => row.at(-2)?.startsWith('at most') && row.length === 7);
  const allocated = rows.filter((row) => row.length === 6 && names.includes(row[1]));
  expect(namesOf(events)).toEqual(names);
  expect(namesOf(off)).toEqual(names.slice(0, 2));
  expect(namesOf(allocated)).toEqual(names);
  for (const [, , , ...nanoseconds] of events) {
    for (const figure of nanoseconds.slice(0, 3)) expect(Number(figure)).toBeGreaterThan(0);
  }
  for (const [, , bare, instrumented] of allocated) {
    expect(Number(bare)).toBeGreaterThanOrEqual(0);
    expect(Number(instrumented)).toBeGreaterThanOrEqual(0);
  }
});
