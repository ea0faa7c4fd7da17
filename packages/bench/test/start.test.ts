import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const bench = (...args: string[]) =>
  execFileSync(process.execPath, [join(__dirname, '../bench.mjs'), ...args], { encoding: 'utf8' });

it('the benchmark of the start times the whole and the first statement of every contender', () => {
  const output = bench('start', '--short');
  for (const name of ['bare', '--cpu-prof', 'tsx', 'coroscope/register', 'coroscope run']) {
    expect(output.split('\n').filter((line) => line.startsWith(`| ${name} `))).toHaveLength(4);
  }
});

it('the benchmark of the end runs', () => {
  expect(bench('end', '--short')).toMatch(/\| coroscope run, 10,000 contexts +\| +\d+ \(/);
});

it('the benchmark of whole programs runs every way to run one', () => {
  const output = bench('whole', '--short');
  for (const name of ['bare', '--cpu-prof', 'coverage of V8', 'coroscope run --all']) {
    expect(output.split('\n').some((line) => line.startsWith(`| ${name}`))).toBe(true);
  }
});
