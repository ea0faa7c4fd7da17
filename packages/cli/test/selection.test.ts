import { calls, profile, writeFiles } from './coroscope.js';

const PROGRAM = {
  'main.mjs': `
    import { dependency } from 'dependency';
    import { own } from './source/own.mjs';
    import { generated } from './source/own.gen.mjs';
    function main() { return [dependency(), own(), generated()].join(); }
    console.log(main());
  `,
  'source/own.mjs': 'export function own() { return [1].join(); }',
  'source/own.gen.mjs': 'export function generated() { return [2].join(); }',
  'node_modules/dependency/package.json': '{ "main": "./index.js" }',
  'node_modules/dependency/index.js':
    'exports.dependency = function dependency() { return [0].join(); };',
};

describe('what is instrumented', () => {
  let directory: string;
  beforeAll(() => {
    directory = writeFiles(PROGRAM);
  });

  it.each([
    { options: [], expected: ['generated', 'main', 'own'] },
    { options: ['--all'], expected: ['dependency', 'generated', 'main', 'own'] },
    { options: ['--exclude', '*.gen.mjs'], expected: ['main', 'own'] },
    { options: ['--exclude', 'source'], expected: ['main'] },
    { options: ['--all', '--exclude', './source/'], expected: ['dependency', 'main'] },
    { options: ['--include', 'source/**'], expected: ['generated', 'own'] },
    {
      options: ['--include', 'node_modules/dependency', '--include', 'main.mjs'],
      expected: ['dependency', 'main'],
    },
    {
      options: ['--include', '**/*.mjs', '--exclude', 'source/own.gen.mjs'],
      expected: ['main', 'own'],
    },
  ])('with $options: $expected', async ({ options, expected }) => {
    const end = await profile(process.execPath, [...options, 'main.mjs'], { directory });
    expect(end).toMatchObject({ code: 0, stdout: '0,1,2\n', stderr: '' });
    expect(Object.keys(calls(end.profile)).sort()).toEqual(expected);
  });
});
