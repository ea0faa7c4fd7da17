import type { ProfileReportOptions } from '../profile/report-options.js';
import type { WeightName } from './weights.js';

/**
 * What formats for other tools take of a profile. What falls below `minTime`, has nothing to do with
 * `function`, or is beyond `contexts` is folded into functions `… N more`, so that sums hold.
 */
export interface ExportOptions extends Pick<
  ProfileReportOptions,
  'tag' | 'minTime' | 'compensate' | 'directory'
> {
  /** Qualified name of a function: only what leads to calls of it, and follows from them. */
  function?: string;
  /** How many contexts are kept at most, the heaviest ones. */
  contexts?: number;
  /** What a format shows that holds one weight; `wall` unless given. */
  weight?: WeightName;
  /** What errors call the profile: a file name, typically. */
  name?: string;
}
