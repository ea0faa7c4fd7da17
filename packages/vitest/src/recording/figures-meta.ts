import type { TestFigures } from '@coroscope/profile';

/** The meta data that Vitest passes from a test, or a file, to the reporters. */
export interface FiguresMeta {
  coroscope?: TestFigures;
}
