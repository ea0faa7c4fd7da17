import {
  decodedMap,
  encodedMap,
  TraceMap,
  type EncodedSourceMap,
  type SourceMapSegment,
} from '@jridgewell/trace-mapping';

const WORD = /\s*([\w$]+)/y;

/**
 * Maps words to their columns where a compiler knows only the line that they come from, as Astro's does for what
 * stands between the `---`. Of segments with one origin, each word is looked for after the one before.
 *
 * @param code what was compiled
 * @param source the text of the map's only source
 */
export function mapTokens(map: EncodedSourceMap, code: string, source: string): EncodedSourceMap {
  const lines = code.split('\n');
  const sourceLines = source.split('\n');
  const mappings = (decodedMap(new TraceMap(map)).mappings as SourceMapSegment[][]).map(
    (segments, line) => mapLine(segments, lines[line] ?? '', sourceLines),
  );
  return encodedMap(new TraceMap({ ...map, mappings }));
}

function mapLine(
  segments: SourceMapSegment[],
  text: string,
  sourceLines: string[],
): SourceMapSegment[] {
  let origin = '';
  let from = 0;
  return segments.map((segment) => {
    if (segment.length === 1) return segment;
    const [column, , sourceLine, sourceColumn] = segment;
    if (`${sourceLine}:${sourceColumn}` !== origin) {
      origin = `${sourceLine}:${sourceColumn}`;
      from = sourceColumn;
    }
    const word = wordAt(text, column);
    const found = word === undefined ? -1 : indexOfWord(sourceLines[sourceLine] ?? '', word, from);
    if (found === -1) return segment;
    from = found + word!.length;
    const mapped: SourceMapSegment = [...segment];
    mapped[3] = found;
    return mapped;
  });
}

function wordAt(text: string, column: number): string | undefined {
  WORD.lastIndex = column;
  return WORD.exec(text)?.[1];
}

function indexOfWord(line: string, word: string, from: number): number {
  const isPart = (index: number) => /[\w$]/.test(line.charAt(index));
  let index = line.indexOf(word, from);
  while (index !== -1 && (isPart(index - 1) || isPart(index + word.length))) {
    index = line.indexOf(word, index + 1);
  }
  return index;
}
