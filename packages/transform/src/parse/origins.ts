import {
  originalPositionFor,
  TraceMap,
  traceSegment,
  type SourceMapInput,
} from '@jridgewell/trace-mapping';

interface Position {
  line: number;
  /** From 0, as Babel and source maps count. */
  column: number;
}

/** A position in what the user wrote. */
export interface Origin {
  /** Index in `sources`. */
  source: number;
  line: number;
  /** From 1. */
  column: number;
}

/** Maps positions in the code that was given to positions in what the user wrote. */
export interface Origins {
  readonly sources: string[];
  /** Whether an earlier transform has generated all of the code: bundlers make files of their own helpers. */
  readonly isGenerated: boolean;
  /** Null for code that an earlier transform generated. */
  of(position: Position): Origin | null;
  /** The user's name for the identifier at a position; null where it is not known to differ. */
  nameAt(position: Position): string | null;
}

export function originsInFile(filename: string): Origins {
  return {
    sources: [filename],
    isGenerated: false,
    of: ({ line, column }) => ({ source: 0, line, column: column + 1 }),
    nameAt: () => null,
  };
}

/** Origins by the map of an earlier transform; its sources are resolved against `filename`. */
export function originsByMap(filename: string, input: SourceMapInput): Origins {
  const map = new TraceMap(input, filename);
  const sources: string[] = [];
  const indices = new Map<string, number>();
  return {
    sources,
    isGenerated: map.sources.length === 0,
    of(position) {
      const { source, line, column } = originalPositionFor(map, position);
      if (source === null) return null;
      let index = indices.get(source);
      if (index === undefined) {
        index = sources.push(source) - 1;
        indices.set(source, index);
      }
      return { source: index, line, column: column + 1 };
    },
    nameAt({ line, column }) {
      const segment = traceSegment(map, line - 1, column);
      return segment?.length === 5 && segment[0] === column ? map.names[segment[4]]! : null;
    },
  };
}
