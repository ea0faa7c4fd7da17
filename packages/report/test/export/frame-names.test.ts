import type { Profile } from '@coroscope/profile';
import { buildProfile } from '../../../profile/test/build-profile.js';
import { FrameNames } from '../../src/export/frame-names.js';

const BASE = buildProfile({ names: {}, threads: [] });

/** Names of functions at places such as `a.ts:3:5`; files of one path are two. */
function namesOf(functions: [name: string, file: number, line: number, column?: number][]) {
  const profile: Profile = {
    ...BASE,
    files: ['a.ts', 'b.ts', 'b.ts'].map((path) => ({ path })),
    functions: functions.map(([name, file, line, column = 1]) => ({
      name,
      kind: 'function',
      file,
      line,
      column,
      counted: false,
    })),
  };
  const names = new FrameNames(profile);
  return functions.map((_, i) => names.inFile(i));
}

describe('names for tools that take functions of one name for one', () => {
  it('are those of the functions where no other of the file has them', () => {
    expect(
      namesOf([
        ['f', 0, 1],
        ['f', 1, 1],
        ['g', 0, 1],
      ]),
    ).toEqual(['f', 'f', 'g']);
  });

  it('tell functions of one name apart by line, then by column, then by number', () => {
    expect(
      namesOf([
        ['f', 0, 1],
        ['f', 0, 2, 3],
        ['f', 0, 2, 9],
        ['f', 0, 2, 9],
      ]),
    ).toEqual(['f:1', 'f:2:3', 'f:2:9', 'f:2:9 #2']);
  });

  it('differ where two files are shown alike', () => {
    expect(
      namesOf([
        ['f', 1, 4],
        ['f', 2, 4],
        ['f', 2, 5],
      ]),
    ).toEqual(['f:4:1', 'f:4:1 #2', 'f:5']);
  });

  it('differ from those of functions that have just that name', () => {
    const names = namesOf([
      ['f', 0, 1],
      ['f', 0, 2],
      ['f:1', 0, 7],
      ['f:1 #2', 0, 8],
    ]);
    expect(names).toEqual(['f:1', 'f:2', 'f:1 #2', 'f:1 #2 #2']);
  });
});
