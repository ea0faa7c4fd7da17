import { addSourceLines, FINDING_IDS, findings, unknownAllowances } from '../../src/index.js';
import { idleProfile } from './idle-profile.js';

const profileOf = (source: string[]) => {
  const profile = idleProfile({
    names: { f: { kind: 'async', line: 2 } },
    places: { a: { of: 'f', line: 4, inLoop: true } },
    idle: 1000,
    sequences: [['a', 'a', 9, 90]],
    stretches: [],
  });
  addSourceLines(profile, () => source.join('\n'));
  return profile;
};
const found = (source: string[], ignore: Parameters<typeof findings>[1] = {}) =>
  findings(profileOf(source), ignore).map(({ kind }) => kind);

const SOURCE = [
  '',
  'async function f() {',
  '  for (const id of ids) {',
  '    await load(id);',
  '}',
];
const withLine = (line: number, text: string) => SOURCE.with(line - 1, text);

describe('a finding is silenced', () => {
  it.each([
    ['on the line of its await', withLine(4, 'await load(id); // coroscope allow await-in-loop')],
    ['above it', withLine(3, '/* coroscope allow await-in-loop: one after the other */')],
    ['above its function', withLine(1, '// coroscope allow sequential-awaits await-in-loop -- ok')],
    ['in a list', withLine(1, '// coroscope allow sequential-awaits, await-in-loop')],
  ])('by a hint %s', (_, source) => {
    expect(found(source)).toEqual([]);
  });

  it('by its identifier', () => {
    expect(found(SOURCE, { ignore: ['await-in-loop'] })).toEqual([]);
  });

  it('by nothing else', () => {
    expect(found(SOURCE)).toEqual(['await-in-loop']);
    expect(found(withLine(3, '// coroscope allow sequential-awaits'))).toEqual(['await-in-loop']);
    expect(found(withLine(3, '// coroscope allow others: await-in-loop'))).toEqual([
      'await-in-loop',
    ]);
    expect(found(SOURCE, { ignore: ['sequential-awaits'] })).toEqual(['await-in-loop']);
  });
});

describe('an identifier in a hint that no finding has', () => {
  const notes = (hint: string) => unknownAllowances(profileOf(withLine(3, hint)));

  it('is named with the one that was meant', () => {
    expect(notes('// coroscope allow await-in-lop')).toEqual([
      'main.ts:3 allows "await-in-lop", which is no kind of finding: did you mean await-in-loop?',
    ]);
  });

  it('is named with all that there are if it is like none', () => {
    expect(notes('// coroscope allow await-in-loop as we do')).toEqual([
      `main.ts:3 allows "as", "we", "do", which is no kind of finding; known are ${FINDING_IDS.join(', ')}, ` +
        'and a reason follows after a colon.',
    ]);
  });

  it('is none in a reason', () => {
    expect(notes('// coroscope allow await-in-loop: as we do')).toEqual([]);
    expect(notes('// coroscope allow await-in-loop, never-parallel -- as we do')).toEqual([]);
  });
});
