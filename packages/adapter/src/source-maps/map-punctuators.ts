import {
  decodedMap,
  encodedMap,
  TraceMap,
  type EncodedSourceMap,
  type SourceMapSegment,
} from '@jridgewell/trace-mapping';

const PUNCTUATORS = '.?)]}';

/**
 * Maps the punctuators that a compiler has left out of its map: engines report the `.` of a member access,
 * for which esbuild has no segment. Where the text before a token is that before its source, it comes
 * from there.
 *
 * @param code what was compiled
 * @param source the text of the map's only source
 */
export function mapPunctuators(
  map: EncodedSourceMap,
  code: string,
  source: string,
): EncodedSourceMap {
  const lines = code.split('\n');
  const sourceLines = source.split('\n');
  const mappings = (decodedMap(new TraceMap(map)).mappings as SourceMapSegment[][]).map(
    (segments, line) =>
      segments.flatMap((segment, index) => {
        const from = index > 0 ? segments[index - 1]![0] + 1 : 0;
        return [...punctuatorsBefore(segment, from, lines[line] ?? '', sourceLines), segment];
      }),
  );
  return encodedMap(new TraceMap({ ...map, mappings }));
}

/** The segments of the punctuators that stand right before a segment's token, from the column `from` on. */
function punctuatorsBefore(
  segment: SourceMapSegment,
  from: number,
  line: string,
  sourceLines: string[],
): SourceMapSegment[] {
  if (segment.length === 1) return [];
  const [column, source, sourceLine, sourceColumn] = segment;
  const sourceText = sourceLines[sourceLine] ?? '';
  const added: SourceMapSegment[] = [];
  for (let back = 1; column - back >= from && sourceColumn >= back; back++) {
    const character = line[column - back]!;
    if (character !== sourceText[sourceColumn - back] || !PUNCTUATORS.includes(character)) break;
    added.unshift([column - back, source, sourceLine, sourceColumn - back]);
  }
  return added;
}
