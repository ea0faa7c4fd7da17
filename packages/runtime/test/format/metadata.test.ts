import { decodeMetadata } from '../../src/format/metadata.js';

describe('decodeMetadata', () => {
  it('reads functions and sites as differences', () => {
    const text = [
      'E', // two functions, one source
      'BCAAFouter', // a function, 1 line down, column 1, shares 0, 5 of its own
      'JGCFG.inner', // a counted function, 3 lines down, column 3, shares 5, 6 of its own
      'CAEB', // a yield*, same function, 2 lines down, column 2
      'ICDhB', // an await in a loop, next function, 1 line up, column 34
    ].join('');
    expect(decodeMetadata(text)).toEqual({
      functions: [
        { name: 'outer', kind: 'function', source: 0, line: 1, column: 1, counted: false },
        { name: 'outer.inner', kind: 'function', source: 0, line: 4, column: 3, counted: true },
      ],
      sites: [
        { function: 0, kind: 'yield*', line: 2, column: 2, inLoop: false },
        { function: 1, kind: 'await', line: 1, column: 34, inLoop: true },
      ],
    });
  });

  it('reads dependences behind the sites', () => {
    const text = [
      'A', // no functions
      ...['AAAA', 'AAAA', 'AAAA'], // three sites
      'H', // no more of them
      'CBD', // 2 on from the one before the first: one site, 1 before it
      'BCFB', // 1 on: two sites, the first 2 before it, the other 1 after that
    ].join('');
    const { sites } = decodeMetadata(text);
    expect(sites.map(({ dependsOn }) => dependsOn)).toEqual([undefined, [0], [0, 1]]);
  });

  it('takes zeros for padding', () => {
    const [, second] = decodeMetadata('AAAAAAAAAHCBDAAAA').sites;
    expect(second!.dependsOn).toEqual([0]);
  });

  it('reads numbers of three digits', () => {
    expect(decodeMetadata('CACggBAA').functions[0]).toMatchObject({ line: 1, column: 1025 });
  });

  it('reads the sources of a bundle', () => {
    expect(decodeMetadata('DACCAAA').functions[0]).toMatchObject({ source: 1, line: 1 });
  });

  it('returns nothing for a file without functions', () => {
    expect(decodeMetadata('A')).toEqual({ functions: [], sites: [] });
  });

  it.each(['', '!', 'C', 'CA', 'CACA'])('rejects %j, which is malformed', (damaged) => {
    expect(() => decodeMetadata(damaged)).toThrow('Metadata is damaged');
  });
});
