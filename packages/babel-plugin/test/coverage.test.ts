import { transformSync, type PluginItem } from '@babel/core';
import coroscope from '../src/index.js';
import { conformancePrograms } from './support/programs.js';

const ISTANBUL = require.resolve('babel-plugin-istanbul');

interface Coverage {
  statementMap: object;
  fnMap: object;
  branchMap: object;
}

/** What istanbul is going to count in a file, with the positions. */
function counted(code: string, filename: string, plugins: (istanbul: PluginItem) => PluginItem[]) {
  let coverage: Coverage | undefined;
  const istanbul: PluginItem = [
    ISTANBUL,
    {
      cwd: '/project',
      exclude: [],
      onCover: (_path: string, fileCoverage: Coverage) => {
        coverage = fileCoverage;
      },
    },
  ];
  const result = transformSync(code, {
    filename: `/project/${filename}`,
    cwd: '/project',
    configFile: false,
    babelrc: false,
    sourceType: filename.endsWith('.cjs') ? 'script' : 'module',
    parserOpts: { plugins: ['explicitResourceManagement'] },
    plugins: plugins(istanbul),
  });
  const { statementMap, fnMap, branchMap } = coverage!;
  return { code: result!.code!, maps: { statementMap, fnMap, branchMap } };
}

const programs = conformancePrograms();

describe('istanbul counts what it counts without us', () => {
  it.each(programs)('%s', (name, code) => {
    const alone = counted(code, name, (istanbul) => [istanbul]);
    const before = counted(code, name, (istanbul) => [istanbul, coroscope]);
    const after = counted(code, name, (istanbul) => [coroscope, istanbul]);
    expect(before.code).toContain('.register(');
    expect(after.code).toContain('.register(');
    expect(before.maps).toEqual(alone.maps);
    expect(after.maps).toEqual(alone.maps);
  });
});
