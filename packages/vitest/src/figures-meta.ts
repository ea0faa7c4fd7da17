import type { TestFigures } from '@coroscope/profile';

/** What Vitest carries from a test, or a file, to the reporters. */
export interface FiguresMeta {
  coroscope?: TestFigures;
}
