import type { Profile } from '../src/index.js';
import { addSourceLines } from '../src/processors/add-source-lines.js';

function profileOf(parts: Pick<Profile, 'files' | 'functions' | 'sites'>): Profile {
  return {
    format: 'coroscope-profile',
    version: 2,
    clock: { kind: 'wall', source: 'test' },
    elapsed: 0,
    threads: [],
    notes: [],
    ...parts,
  };
}

const fn = { name: 'f', kind: 'async' as const, column: 1, counted: false };
const site = { kind: 'await' as const, column: 1, inLoop: false };

describe('addSourceLines', () => {
  it('adds the lines that hold functions and sites, whatever ends a line', () => {
    const profile = profileOf({
      files: [{ path: 'a.js' }, { path: 'b.js' }],
      functions: [
        { ...fn, file: 0, line: 2 },
        { ...fn, file: 1, line: 1 },
      ],
      sites: [
        { ...site, function: 0, line: 4 },
        { ...site, function: 1, line: 2 },
      ],
    });
    const texts: Record<string, string> = {
      'a.js': 'one\r\ntwo\nthree\n  four',
      'b.js': 'uno\ndue',
    };
    addSourceLines(profile, (path) => texts[path]);
    expect(profile.files.map(({ lines }) => lines)).toEqual([
      { 2: 'two', 4: '  four' },
      { 1: 'uno', 2: 'due' },
    ]);
  });

  it('leaves out what is not there: files, and lines past the end', () => {
    const profile = profileOf({
      files: [{ path: 'gone.js' }, { path: 'short.js' }],
      functions: [
        { ...fn, file: 0, line: 1 },
        { ...fn, file: 1, line: 9 },
      ],
      sites: [],
    });
    addSourceLines(profile, (path) => (path === 'short.js' ? 'only' : undefined));
    expect(profile.files).toEqual([{ path: 'gone.js' }, { path: 'short.js', lines: {} }]);
  });
});
