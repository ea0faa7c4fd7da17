import { join } from 'node:path';
import { writeFiles } from './support/files.js';
import { calls } from './support/figures.js';
import { profile } from './support/launch.js';

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
    { options: {}, expected: ['generated', 'main', 'own'] },
    { options: { all: true }, expected: ['dependency', 'generated', 'main', 'own'] },
    { options: { exclude: ['*.gen.mjs'] }, expected: ['main', 'own'] },
    { options: { exclude: ['source'] }, expected: ['main'] },
    { options: { all: true, exclude: ['./source/'] }, expected: ['dependency', 'main'] },
    { options: { include: ['source/**'] }, expected: ['generated', 'own'] },
    {
      options: { include: ['node_modules/dependency', 'main.mjs'] },
      expected: ['dependency', 'main'],
    },
    {
      options: { include: ['**/*.mjs'], exclude: ['source/own.gen.mjs'] },
      expected: ['main', 'own'],
    },
    { options: { include: ['own.mjs'], cwd: 'source' }, expected: ['own'] },
  ])('is $expected with $options', async ({ options, expected }) => {
    const end = await profile(process.execPath, ['main.mjs'], { directory }, options);
    expect(end).toMatchObject({ code: 0, stdout: '0,1,2\n', stderr: '' });
    expect(Object.keys(calls(end.profile)).sort()).toEqual(expected);
  });

  it('takes absolute globs too', async () => {
    const include = [join(directory, 'source')];
    const end = await profile(process.execPath, ['main.mjs'], { directory }, { include });
    expect(Object.keys(calls(end.profile)).sort()).toEqual(['generated', 'own']);
  });
});
