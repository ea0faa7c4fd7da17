import type { FindingId } from '@coroscope/profile';
import type { ProfileFormat, SortKey, WeightName } from '@coroscope/report';

/** The values that options of reports may have. */
export interface ReportChoices {
  formats: readonly ProfileFormat[];
  formatOfFile: (file: string) => ProfileFormat | undefined;
  sortKeys: readonly string[];
  parseSortKey: (text: string) => SortKey;
  findingIds: readonly FindingId[];
  weights: readonly WeightName[];
}
