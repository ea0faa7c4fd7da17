import type { TestFigures } from '@coroscope/profile';
import { profiler } from '@coroscope/runtime';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportTests } from '../src/report.js';

const directory = mkdtempSync(join(tmpdir(), 'coroscope-report-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('the report of a run', () => {
  const figures = (title: string): TestFigures => ({
    file: 'cart.test.js',
    titles: [title],
    isShared: false,
    profile: profiler.snapshot(),
  });

  function report(tests: TestFigures[], options: object): string {
    let written = '';
    const stream = { write: (text: string) => void (written += text) };
    reportTests(tests, options, directory, stream as unknown as NodeJS.WriteStream);
    return written;
  }

  it('goes to the stream, and the figures to the file, namesakes apart', () => {
    const text = report([figures('a'), figures('b'), figures('a')], { out: 'figures.json' });
    expect(text).toContain('3 tests in 1 file');
    const saved = JSON.parse(
      readFileSync(join(directory, 'figures.json'), 'utf8'),
    ) as TestFigures[];
    expect(saved.map(({ titles }) => titles)).toEqual([['a'], ['b'], ['a']]);
  });

  it('is not printed with a limit of 0, nor where no test ran', () => {
    expect(report([figures('a')], { limit: 0 })).toBe('');
    expect(report([], {})).toBe('');
  });
});
