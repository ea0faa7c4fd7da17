import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import semver from 'semver';
import {
  checkInstalledTool,
  checkToolVersion,
  SUPPORTED_TOOLS,
  type SupportedTool,
} from '../src/index.js';

type Name = keyof typeof SUPPORTED_TOOLS;

const check = (name: Name, version: string | undefined) => {
  const warnings: string[] = [];
  checkToolVersion('ours', SUPPORTED_TOOLS[name], version, (message) => warnings.push(message));
  return warnings;
};

describe('the version of a tool', () => {
  it.each<[Name, string | undefined, string]>([
    ['vite', '6.4.1', 'ours supports Vite 7 and 8, but this is 6.4.1: install a newer Vite'],
    ['vite', undefined, 'ours supports Vite 7 and 8, but this is an older one'],
    ['rolldown', '0.9.0', 'ours supports Rolldown 1, but'],
    ['rollup', '3.29.5', 'ours supports Rollup 4, but'],
    ['webpack', '4.47.0', 'ours supports webpack 5, but'],
    ['rspack', '1.6.0', 'ours supports Rspack 2, but'],
    ['esbuild', '0.24.2', 'ours supports esbuild 0.25 and later, but'],
    ['jest', '29.7.0', 'ours supports Jest 30 and later, but'],
    ['vitest', '3.1.9', 'ours supports Vitest 3.2 and later, but'],
  ])('%s %s is too old', (name, version, message) => {
    expect(() => check(name, version)).toThrow(message);
  });

  it.each<[Name, string]>([
    ['vite', '7.0.0'],
    ['vite', '8.3.8'],
    ['rolldown', '1.0.0'],
    ['rollup', '4.0.0'],
    ['webpack', '5.112.2'],
    ['rspack', '2.3.2'],
    ['esbuild', '0.25.0'],
    ['jest', '30.0.0'],
    ['jest', '31.0.0'],
    ['vitest', '3.2.0'],
    ['vitest', '3.10.0'],
    ['vitest', '4.0.0-beta.1'],
  ])('%s %s is supported', (name, version) => {
    expect(check(name, version)).toEqual([]);
  });

  it.each<[Name, string]>([
    ['vite', '9.0.0-beta.1'],
    ['rollup', '5.0.0'],
  ])('%s %s is newer than those that are supported, which is a warning', (name, version) => {
    expect(check(name, version)).toEqual([
      expect.stringContaining(
        `but this is ${version}: if something is wrong, install a newer ours`,
      ),
    ]);
  });

  it.each(['unplugin', 'jest', 'vitest'])(
    'that is supported is what the manifest of %s says',
    (name) => {
      const path = join(__dirname, '../..', name, 'package.json');
      const { peerDependencies } = JSON.parse(readFileSync(path, 'utf8')) as {
        peerDependencies: Record<string, string>;
      };
      const tools: SupportedTool[] = Object.values(SUPPORTED_TOOLS);
      for (const [peer, range] of Object.entries(peerDependencies)) {
        const tool = tools.find(({ name }) => name === peer)!;
        expect(semver.minVersion(tool.range)).toEqual(semver.minVersion(range));
      }
    },
  );
});

describe('an installed tool', () => {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-adapter-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is judged by its manifest', () => {
    const jest = join(directory, 'node_modules/jest');
    mkdirSync(jest, { recursive: true });
    writeFileSync(join(jest, 'package.json'), '{ "version": "29.7.0" }');
    expect(() => checkInstalledTool('ours', SUPPORTED_TOOLS.jest, directory)).toThrow(
      'ours supports Jest 30 and later, but this is 29.7.0: install a newer Jest',
    );
  });

  it('is not judged where it can not be found', () => {
    const tool = { ...SUPPORTED_TOOLS.jest, name: 'none' };
    expect(() => checkInstalledTool('ours', tool, directory)).not.toThrow();
  });
});
