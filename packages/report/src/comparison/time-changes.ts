import { isLargeTime, type ComparedFunction, type Comparison } from '@coroscope/profile';
import { functionLabel, type FunctionLabel } from './function-label.js';

export interface TimeChange extends FunctionLabel {
  fn: ComparedFunction;
}

const RANKS = { better: 0, worse: 0, same: 2 } as const;

/**
 * The functions whose times differ by more than the thresholds: those with a verdict first, then those
 * of which nothing can be said, then what may be chance; the largest difference first.
 */
export function timeChanges({ functions, thresholds }: Comparison): TimeChange[] {
  const rank = ({ time }: ComparedFunction) => (time.verdict ? RANKS[time.verdict] : 1);
  return functions
    .filter(({ time }) => isLargeTime(time, thresholds))
    .sort((a, b) => rank(a) - rank(b) || Math.abs(b.time.change) - Math.abs(a.time.change))
    .map((fn) => ({ ...functionLabel(fn), fn }));
}
