import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { configOptions, createFileFilter, loadConfig, withConfig } from '../src/index.js';

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'coroscope-config-'))));
afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, text: string): void {
  const file = join(directory, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

describe('a configuration', () => {
  it.each([
    ['coroscope.config.ts', "const leaves: string = 'skip';\nexport default { leaves };"],
    ['coroscope.config.mts', "export default { leaves: 'skip' } satisfies object;"],
    ['coroscope.config.js', "export default { leaves: 'skip' };"],
    ['coroscope.config.mjs', "export default { leaves: 'skip' };"],
    ['coroscope.config.cjs', "module.exports = { leaves: 'skip' };"],
    ['coroscope.config.json', '{ "leaves": "skip" }'],
    ['package.json', '{ "coroscope": { "leaves": "skip" } }'],
  ])('may be %s, of the folder or of one above', (name, text) => {
    write(name, text);
    write('a/b/package.json', '{ "name": "without" }');
    const found = { file: join(directory, name), config: { leaves: 'skip' } };
    expect(loadConfig(directory)).toEqual(found);
    expect(loadConfig(join(directory, 'a/b'))).toEqual(found);
  });

  it('is that of the nearest folder, and there a file before a key of package.json', () => {
    write('coroscope.config.json', '{ "leaves": "skip" }');
    write('a/coroscope.config.json', '{ "leaves": "time" }');
    write('a/package.json', '{ "coroscope": { "leaves": "count" } }');
    expect(loadConfig(join(directory, 'a'))?.config).toEqual({ leaves: 'time' });
  });

  it.each<[string, string, RegExp]>([
    ['a list', '[]', /must hold an object of options/],
    ['no JSON', '{', /coroscope\.config\.json can't be loaded: /],
    ['an unknown option', '{ "colour": 1 }', /coroscope\.config\.json: unknown option 'colour'/],
    ['an option of one adapter only', '{ "cwd": "." }', /unknown option 'cwd'/],
    ['a wrong value', '{ "maxTags": 0 }', /option 'maxTags' must be a whole number above 0, not 0/],
    ['a wrong section', '{ "tests": 5 }', /'tests' must be an object of options/],
    ['a wrong option of tests', '{ "tests": { "limit": -1 } }', /tests: option 'limit' must be/],
  ])('is refused: %s', (_, text, message) => {
    write('coroscope.config.json', text);
    expect(() => loadConfig(directory)).toThrow(message);
  });
});

describe('the options of a configuration, for an adapter', () => {
  const optionsFor = (config: object, adapter: 'node' | 'jest' | 'bundler') =>
    configOptions({ file: join(directory, 'coroscope.config.json'), config }, adapter);

  it('are those that it takes', () => {
    const config = { leaves: 'skip', clock: 'cpu', extension: '.js' };
    expect(optionsFor(config, 'node')).toEqual({ leaves: 'skip', clock: 'cpu' });
    expect(optionsFor(config, 'bundler')).toEqual({ leaves: 'skip', extension: '.js' });
  });

  it('have paths of the folder of the file, and test runners have files of their own', () => {
    const config = { out: 'p.json', tagModule: './tag.js', tests: { limit: 3, out: 't.json' } };
    expect(optionsFor(config, 'node')).toEqual({
      out: join(directory, 'p.json'),
      tagModule: join(directory, 'tag.js'),
    });
    expect(optionsFor(config, 'jest')).toEqual({ limit: 3, out: join(directory, 't.json') });
  });

  it('have globs that mean the same wherever they are read', () => {
    const { include, exclude } = optionsFor(
      { include: 'src', exclude: ['*.gen.ts', 'src/old/**'] },
      'bundler',
    );
    const isSelected = createFileFilter({ include, exclude }, '/elsewhere');
    const select = (path: string) => isSelected(join(directory, path));
    expect(['src/a.ts', 'src/a/b.ts'].map(select)).toEqual([true, true]);
    expect(['lib/a.ts', 'src/a.gen.ts', 'src/old/a.ts'].map(select)).toEqual([false, false, false]);
  });
});

describe('the options of an adapter', () => {
  beforeEach(() => write('coroscope.config.json', '{ "leaves": "skip", "modules": false }'));

  it('win over the configuration, which fills in', () => {
    const given = { cwd: directory, leaves: 'time', modules: undefined };
    expect(withConfig('ours', given, 'babel')).toEqual({
      cwd: directory,
      leaves: 'time',
      modules: false,
    });
  });

  it('need none where nothing is to be instrumented', () => {
    write('coroscope.config.json', 'broken');
    const given = { cwd: directory, env: 'COROSCOPE_OF_NO_TEST' };
    expect(withConfig('ours', given, 'babel')).toEqual(given);
  });

  it('are checked', () => {
    expect(() => withConfig('ours', { leaf: 1 }, 'babel')).toThrow("ours: unknown option 'leaf'");
  });
});
