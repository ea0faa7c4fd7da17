import type { ClockKind, FunctionKind, ProgramDescription } from '../document/profile.js';
import { sampleOf, type Sample } from '../statistics/sample.js';
import { findCaveats, requireComparable, type Caveat } from './caveats.js';
import { figuresByRow, NO_FIGURES } from './figures-by-row.js';
import { matchFunctions, type FunctionPlace } from './match-functions.js';
import {
  COMPARED_COUNTS,
  RUN_TIMES,
  type ComparedCount,
  type ComparedTime,
  type FunctionFiguresOfRun,
  type RunFigures,
  type RunTime,
} from './run-figures.js';

/** What several runs of a program have in common, and how much they differ. Times are milliseconds. */
export interface RunsSummary {
  clock: ClockKind;
  runs: number;
  /** Of the first run. */
  program?: ProgramDescription;
  /** The time of functions that is summed up. */
  by: ComparedTime;
  /** Of the whole run. Those that a platform does not tell are absent. */
  times: Partial<Record<RunTime, Sample>>;
  functions: SummarizedFunction[];
  /** How some of the runs were taken differently from others. */
  caveats: Caveat[];
}

export interface SummarizedFunction {
  name: string;
  kind: FunctionKind;
  place: FunctionPlace;
  counts: Record<ComparedCount, Sample>;
  /** The time that `by` names. */
  time: Sample;
}

/**
 * Sums several runs of one program up.
 *
 * @throws ProfileError when there is none, or the kinds of their clocks differ.
 */
export function summarizeRuns(
  runs: readonly RunFigures[],
  { by = 'total' }: { by?: ComparedTime } = {},
): RunsSummary {
  requireComparable(runs, runs);
  const [{ clock, program }] = runs;
  const { functions, base } = matchFunctions(runs, []);
  const figuresOf = figuresByRow(runs, base);
  return {
    clock: clock.kind,
    runs: runs.length,
    ...(program && { program }),
    by,
    times: Object.fromEntries(
      RUN_TIMES.flatMap((name) => {
        const values = runs.flatMap(({ times }) => times[name] ?? []);
        return values.length === runs.length ? [[name, sampleOf(values)]] : [];
      }),
    ),
    functions: functions.map(({ name, kind, base: place }, row): SummarizedFunction => {
      const figures = figuresOf(row);
      const sample = (figure: keyof FunctionFiguresOfRun) =>
        sampleOf(figures.map((ofRun) => (ofRun ?? NO_FIGURES)[figure]));
      const counts = COMPARED_COUNTS.map((count) => [count, sample(count)]);
      return {
        name,
        kind,
        place: place!,
        counts: Object.fromEntries(counts) as Record<ComparedCount, Sample>,
        time: sample(by),
      };
    }),
    caveats: findCaveats(runs, runs),
  };
}
