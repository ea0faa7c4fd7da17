import { checkAdapterOptions, findInvalidOption, OPTIONS, optionsOf } from '../src/index.js';

describe('the options of an adapter', () => {
  it('are those of the table that it takes', () => {
    expect(Object.keys(optionsOf('reporter'))).toEqual(['limit', 'out']);
    expect(Object.keys(optionsOf('node'))).toEqual(
      expect.arrayContaining(['include', 'cwd', 'trace', 'tagModule', 'sourceText']),
    );
  });

  it('may be undefined', () => {
    expect(() =>
      checkAdapterOptions('ours', { limit: undefined, out: undefined }, 'reporter'),
    ).not.toThrow();
  });

  it.each<[string, object, string]>([
    [
      'nearest known',
      { limits: 1 },
      "ours: unknown option 'limits' (did you mean 'limit'?); known are limit, out",
    ],
    ['no known near', { colour: 1 }, "ours: unknown option 'colour'; known are limit, out"],
    ['one of another adapter', { runtime: 'global' }, "ours: unknown option 'runtime'; known are"],
    ['one of every object', { toString: 1 }, "ours: unknown option 'toString'; known are"],
  ])('that is not known is an error: %s', (_name, options, message) => {
    expect(() => checkAdapterOptions('ours', options, 'reporter')).toThrow(message);
  });

  it.each(['INCLUDE', 'inclde', 'includes', 'incldue'])('%s is meant to be include', (name) => {
    expect(findInvalidOption({ [name]: 'a' }, optionsOf('babel'))).toContain(
      "(did you mean 'include'?)",
    );
  });
});

describe('a value', () => {
  it.each<[keyof typeof OPTIONS, unknown[]]>([
    ['env', [true, false, 'COROSCOPE']],
    ['include', ['src', ['src', 'lib'], []]],
    ['exclude', ['src', ['src', 'lib']]],
    ['all', [true]],
    ['extension', ['.js', ['.js', '.ts']]],
    ['cwd', ['/app']],
    ['runtime', ['import', 'require', 'global']],
    ['runtimeModule', ['./runtime.js']],
    ['kinds', [['module', 'function', 'async', 'generator', 'asyncGenerator'], []]],
    ['modules', [true, false]],
    ['leaves', ['count', 'time', 'skip']],
    ['sourceText', [true, false]],
    ['onInstrumented', [() => {}]],
    ['environments', [{ client: true, ssr: { leaves: 'skip' } }]],
    ['live', [true, false]],
    ['transformer', ['babel-jest', ['ts-jest', {}], ['ts-jest'], false]],
    ['limit', [0, 5]],
    ['out', ['tests.json']],
    ['clock', ['wall', 'cpu']],
    ['quiet', [true]],
    ['trace', ['own.trace']],
    ['traceTag', ['checkout', ['checkout', 'search']]],
    ['tagModule', ['./tag.js']],
  ])('of %s can be what its type says', (name, values) => {
    expect(values.filter(OPTIONS[name].isValid)).toEqual(values);
  });

  it.each<[keyof typeof OPTIONS, unknown[], string]>([
    ['env', [1, null, {}], "option 'env' must be a string or a boolean, not 1"],
    [
      'include',
      [7, [/a/], null],
      "option 'include' must be a string or an array of strings, not 7",
    ],
    [
      'runtime',
      ['esm', true],
      "option 'runtime' must be 'import', 'require' or 'global', not \"esm\"",
    ],
    [
      'kinds',
      [['method'], 'async'],
      "option 'kinds' must be an array of 'module', 'function', 'async', 'generator' and 'asyncGenerator', not [\"method\"]",
    ],
    ['modules', ['no', 0], 'option \'modules\' must be a boolean, not "no"'],
    ['onInstrumented', ['f'], 'option \'onInstrumented\' must be a function, not "f"'],
    [
      'environments',
      [{ ssr: 'no' }, null],
      "option 'environments' must be an object of booleans and options",
    ],
    [
      'transformer',
      [true, ['a', {}, {}], [{}]],
      "option 'transformer' must be the name of a transformer, a name and its configuration, or false, not true",
    ],
    ['limit', [-1, '5', 1.5], "option 'limit' must be a number of tests, not -1"],
    ['out', ['', 1], 'option \'out\' must be the path of a file, not ""'],
  ])('of %s is refused if it is another', (name, values, message) => {
    expect(values.filter(OPTIONS[name].isValid)).toEqual([]);
    expect(findInvalidOption({ [name]: values[0] }, OPTIONS)).toContain(message);
  });
});
