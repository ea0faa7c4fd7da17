import type { TestFigures } from '@coroscope/profile';
import { profiler } from '@coroscope/runtime';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkReportOptions, checkToolVersion, reportTests } from '../src/adapter.js';

const directory = mkdtempSync(join(tmpdir(), 'coroscope-adapter-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('the version of a tool', () => {
  const tool = { name: 'some-runner', title: 'Some Runner', oldest: '3.2' };
  const install = (version: string) => {
    mkdirSync(join(directory, 'node_modules/some-runner'), { recursive: true });
    const manifest = join(directory, 'node_modules/some-runner/package.json');
    writeFileSync(manifest, JSON.stringify({ version }));
  };

  it.each(['3.2.0', '3.10.0', '4.0.0-beta.1', '12.0.0'])('%s is recent enough', (version) => {
    install(version);
    expect(() => checkToolVersion('ours', tool, directory)).not.toThrow();
  });

  it.each(['3.1.9', '2.9.0'])('%s is too old, and the message names both', (version) => {
    install(version);
    expect(() => checkToolVersion('ours', tool, directory)).toThrow(
      `ours is for Some Runner 3.2 and later, and this is ${version}`,
    );
  });

  it('is not judged where the tool is not to be found', () => {
    expect(() => checkToolVersion('ours', { ...tool, name: 'none' }, directory)).not.toThrow();
  });
});

describe('the options of reporters', () => {
  it.each([{}, { limit: 0 }, { limit: 7, out: 'a.json' }, { limit: undefined, out: undefined }])(
    'can be %j',
    (options) => {
      expect(() => checkReportOptions('ours', options)).not.toThrow();
    },
  );

  it.each<[object, string]>([
    [{ limits: 1 }, "ours: unknown option 'limits'; known are limit, out"],
    [{ limit: -1 }, "ours: option 'limit' must be a number of tests, not -1"],
    [{ limit: '5' }, "ours: option 'limit' must be a number of tests, not 5"],
    [{ out: '' }, "ours: option 'out' must be the path of a file, not "],
  ])('%j is refused', (options, message) => {
    expect(() => checkReportOptions('ours', options)).toThrow(message);
  });
});

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

  it('goes to the stream, and the figures to the file, the last attempt of each test', () => {
    const text = report([figures('a'), figures('b'), figures('a')], { out: 'figures.json' });
    expect(text).toContain('2 tests in 1 file');
    const saved = JSON.parse(
      readFileSync(join(directory, 'figures.json'), 'utf8'),
    ) as TestFigures[];
    expect(saved.map(({ titles }) => titles)).toEqual([['a'], ['b']]);
  });

  it('is not printed with a limit of 0, nor where no test ran', () => {
    expect(report([figures('a')], { limit: 0 })).toBe('');
    expect(report([], {})).toBe('');
  });
});
