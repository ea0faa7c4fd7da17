import { encodedMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import {
  composeMaps,
  mapPunctuators,
  mapTokens,
  readInlineMap,
  withInlineMap,
} from '../src/index.js';

const map = (sources: string[], mappings: string) => ({
  version: 3 as const,
  sources,
  names: [],
  mappings,
});

describe('a map in the code', () => {
  it('replaces the one that is there', () => {
    const older = withInlineMap('f();', map(['older.ts'], 'AAAA'));
    const code = withInlineMap(older, map(['newer.ts'], 'AAAA'));
    expect(code.match(/sourceMappingURL/g)).toHaveLength(1);
    expect(readInlineMap(code, '/app/a.js')?.sources).toEqual(['/app/newer.ts']);
    expect(code.startsWith('f();\n')).toBe(true);
  });

  it.each([
    ['a template', 'const text = `\n//# sourceMappingURL=kept.js.map\n`;'],
    ['a comment', '/*\n//# sourceMappingURL=kept.js.map*/'],
    ['code that follows', '//# sourceMappingURL=kept.js.map\nf();'],
  ])('leaves a line as it is that looks like one in %s', (_, code) => {
    expect(withInlineMap(code, map(['a.ts'], 'AAAA')).startsWith(`${code}\n//#`)).toBe(true);
  });

  it('is none where there is no map', () => {
    expect(withInlineMap('f();', null)).toBe('f();');
  });
});

it('two maps make one, to the sources of the second', () => {
  // Line 1 comes from line 2 of b.js, which comes from line 4 of a.ts.
  const composed = composeMaps(map(['b.js'], 'AACA'), map(['a.ts'], ';AAGA'));
  expect(
    originalPositionFor(new TraceMap(composed as never), { line: 1, column: 0 }),
  ).toMatchObject({ source: 'a.ts', line: 4, column: 0 });
});

describe('punctuators that a compiler has not mapped', () => {
  const source = 'a(\n  1\n  ).b?.c;';

  /** Where each character of the line comes from, as line:column, by a map of its words only. */
  function origins(code: string, mappings: string): string[] {
    const refined = new TraceMap(mapPunctuators(map(['a.ts'], mappings), code, source));
    return [...code].map((_, column) => {
      const found = originalPositionFor(refined, { line: 1, column });
      return `${found.line}:${found.column}`;
    });
  }

  it('come from where the token after them does', () => {
    // a at 0 is 1:0, 1 at 2 is 2:2, b at 5 is 3:4, c at 8 is 3:7.
    const found = origins('a(1).b?.c;', 'AAAA,EACE,GACE,GAAG');
    expect(found).toEqual([
      ...['1:0', '1:0', '2:2'],
      ...['3:2', '3:3', '3:4'],
      ...['3:5', '3:6', '3:7', '3:7'],
    ]);
  });

  it('stay where the text before the token is another one', () => {
    // x at 0 is 1:0, b at 3 is 3:4; the source has no `!.` there.
    expect(origins('x[b', 'AAAA,EAEI')).toEqual(['1:0', '1:0', '3:4']);
  });
});

describe('words of which a compiler knows only the line', () => {
  const source = '---\n  return await total(total2, total);\nlabel(x)';

  /** Where the words of a line come from, by a map that has each of them at the beginning of its line. */
  function origins(code: string, line: number): string[] {
    const columns = [...code.matchAll(/[\w$]+/g)].map(({ index }) => index);
    const mappings = [columns.map((column) => [column, 0, line, 0])];
    const given = encodedMap(new TraceMap({ ...map(['a.astro'], ''), mappings } as never));
    const refined = new TraceMap(mapTokens(given, code, source));
    return columns.map((column) => {
      const found = originalPositionFor(refined, { line: 1, column });
      return `${found.line}:${found.column}`;
    });
  }

  it('come from where they stand in it, one after the other', () => {
    expect(origins('\t\treturn await total(total2, total);', 1)).toEqual([
      ...['2:2', '2:9', '2:15'],
      ...['2:21', '2:29'],
    ]);
  });

  it('stay where they are not in the line', () => {
    expect(origins('tag(x)', 2)).toEqual(['3:0', '3:6']);
  });
});
