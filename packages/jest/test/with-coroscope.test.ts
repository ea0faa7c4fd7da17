import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoroscopeOptions } from '../src/config/options.js';
import { withCoroscope } from '../src/config/with-coroscope.js';

const transformer = (inner: unknown, more: object = {}) => [
  '@coroscope/jest',
  { ...more, transformer: inner },
];

describe('what is added to a configuration', () => {
  it('is transformer, set-up files before those of the user, and reporter', () => {
    expect(withCoroscope({ setupFiles: ['./own.js'], verbose: true })).toEqual({
      verbose: true,
      transform: { '\\.[jt]sx?$': transformer('babel-jest') },
      setupFiles: ['@coroscope/jest/setup', './own.js'],
      setupFilesAfterEnv: ['@coroscope/jest/setup-after-env'],
      reporters: ['default', ['@coroscope/jest/reporter', {}]],
    });
  });

  it('wraps each transformer with its configuration', () => {
    const transform = { '\\.ts$': ['ts-jest', { isolatedModules: true }], '\\.css$': './css.js' };
    expect(withCoroscope({ transform } as never, { exclude: 'gen' }).transform).toEqual({
      '\\.ts$': transformer(['ts-jest', { isolatedModules: true }], { exclude: 'gen' }),
      '\\.css$': transformer('./css.js', { exclude: 'gen' }),
    });
  });

  it('takes from a configuration file what it is not given', () => {
    const directory = mkdtempSync(join(tmpdir(), 'coroscope-config-'));
    const file = join(directory, 'coroscope.config.json');
    writeFileSync(file, '{ "leaves": "skip", "kinds": ["async"], "tests": { "limit": 3 } }');
    const { transform, reporters } = withCoroscope({}, { cwd: directory, kinds: ['function'] });
    rmSync(directory, { recursive: true });
    const options = { cwd: directory, kinds: ['function'], leaves: 'skip' };
    expect(transform).toEqual({ '\\.[jt]sx?$': transformer('babel-jest', options) });
    expect(reporters).toEqual(['default', ['@coroscope/jest/reporter', { limit: 3 }]]);
  });

  it('instruments without a compiler where there is none', () => {
    expect(withCoroscope({ transform: {} }).transform).toEqual({
      '\\.[cm]?jsx?$': transformer(false),
    });
  });

  it('goes into each project, the reporter only once', () => {
    const config = withCoroscope(
      { projects: [{ displayName: 'a' }, { displayName: 'b', transform: {} }] },
      { limit: 3, out: 'tests.json' },
    );
    const [a, b] = config.projects as { transform: object; reporters?: unknown }[];
    expect(a!.transform).toEqual({ '\\.[jt]sx?$': transformer('babel-jest') });
    expect(b!.transform).toEqual({ '\\.[cm]?jsx?$': transformer(false) });
    expect([a!.reporters, b!.reporters]).toEqual([undefined, undefined]);
    expect(config).not.toHaveProperty('transform');
    expect(config.reporters).toEqual([
      'default',
      ['@coroscope/jest/reporter', { limit: 3, out: 'tests.json' }],
    ]);
  });

  it('adds matchers that pass where the environment does not ask for figures', () => {
    const config = { verbose: true };
    delete process.env.COROSCOPE_TEST_SWITCH;
    expect(withCoroscope(config, { env: 'COROSCOPE_TEST_SWITCH' })).toEqual({
      verbose: true,
      setupFilesAfterEnv: ['@coroscope/jest/unmeasured'],
    });
    process.env.COROSCOPE_TEST_SWITCH = '1';
    expect(withCoroscope(config, { env: 'COROSCOPE_TEST_SWITCH' })).toHaveProperty('setupFiles');
    delete process.env.COROSCOPE_TEST_SWITCH;
  });
});

describe('what can not be', () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      'an unknown option',
      () => withCoroscope({}, { runtime: 'import' } as CoroscopeOptions),
      /^@coroscope\/jest: unknown option 'runtime'; known are env, include/,
    ],
    [
      'an option of a wrong type',
      () => withCoroscope({}, { exclude: 7 as never }),
      /option 'exclude' must be a string or an array of strings, not 7/,
    ],
    [
      'a project with a configuration of its own',
      () => withCoroscope({ projects: ['./a'] }),
      /the project '.\/a' has its own configuration; wrap that one/,
    ],
    [
      'a preset that is not there',
      () => withCoroscope({ preset: 'nowhere' }),
      /the preset 'nowhere' can't be found from/,
    ],
  ])('%s', (_name, call, message) => {
    expect(call).toThrow(message);
  });

  it('a Jest that is too old', () => {
    const rootDir = mkdtempSync(join(tmpdir(), 'coroscope-old-jest-'));
    mkdirSync(join(rootDir, 'node_modules/jest'), { recursive: true });
    writeFileSync(join(rootDir, 'node_modules/jest/package.json'), '{ "version": "29.7.0" }');
    expect(() => withCoroscope({ rootDir })).toThrow(
      '@coroscope/jest supports Jest 30 and later, but this is 29.7.0: install a newer Jest',
    );
    rmSync(rootDir, { recursive: true });
  });
});
