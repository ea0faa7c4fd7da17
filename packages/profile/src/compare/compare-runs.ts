import type { TimingDifference } from './call-timing.js';
import { findCaveats, requireComparable } from './caveats.js';
import { compareEdges } from './compare-edges.js';
import type { ComparedFunction, ComparedSide, Comparison } from './comparison.js';
import {
  DEFAULT_THRESHOLDS,
  differenceOf,
  varies,
  type Difference,
  type Thresholds,
} from './difference.js';
import { figuresByRow, NO_FIGURES } from './figures-by-row.js';
import { judge, LEAST_RUNS, type Candidate, type TestFamily } from './judge.js';
import { matchFunctions, type MatchedFunction } from './match-functions.js';
import {
  COMPARED_COUNTS,
  RUN_TIMES,
  type ComparedCount,
  type ComparedTime,
  type FunctionFiguresOfRun,
  type RunFigures,
} from './run-figures.js';
import { splitTime } from './split.js';
import { timingDifferences } from './timing-differences.js';

export interface CompareOptions {
  /** The time by which functions are compared; `total` unless given. */
  by?: ComparedTime;
  thresholds?: Partial<Thresholds>;
}

/**
 * Compares the runs of two states of a program: counts exactly, times by statistics.
 *
 * @throws ProfileError when a side has no run, or the kinds of their clocks differ.
 */
export function compareRuns(
  base: readonly RunFigures[],
  head: readonly RunFigures[],
  { by = 'total', thresholds: given = {} }: CompareOptions = {},
): Comparison {
  requireComparable(base, head);
  const thresholds = { ...DEFAULT_THRESHOLDS, ...given };
  const matching = matchFunctions(base, head);
  const figures = {
    base: figuresByRow(base, matching.base),
    head: figuresByRow(head, matching.head),
  };
  const timings = timingDifferences({ base, head }, matching);
  const functions = matching.functions.map((fn, row) =>
    compareFunction(fn, by, timings[row], figures.base(row), figures.head(row)),
  );
  const times = compareTimes(base, head);
  const isTested = Math.min(base.length, head.length) >= LEAST_RUNS;
  return {
    format: 'coroscope-comparison',
    version: 1,
    clock: base[0].clock.kind,
    base: sideOf(base),
    head: sideOf(head),
    by,
    thresholds,
    ...(isTested && { family: test(functions, times, thresholds) }),
    caveats: findCaveats(base, head),
    moved: matching.moved,
    times,
    functions,
    edges: compareEdges(base, head, matching, (row) => {
      const { alive } = functions[row];
      return alive.base > 0 && alive.head > 0;
    }),
  };
}

function compareFunction(
  { name, kind, base: basePlace, head: headPlace }: MatchedFunction,
  by: ComparedTime,
  timing: TimingDifference | undefined,
  base: (FunctionFiguresOfRun | undefined)[],
  head: (FunctionFiguresOfRun | undefined)[],
): ComparedFunction {
  const difference = (figure: (figures: FunctionFiguresOfRun) => number) =>
    differenceOf(
      base.map((figures) => figure(figures ?? NO_FIGURES)),
      head.map((figures) => figure(figures ?? NO_FIGURES)),
    );
  const counts = Object.fromEntries(
    COMPARED_COUNTS.map((count) => [count, difference((figures) => figures[count])]),
  ) as Record<ComparedCount, Difference>;
  const time = difference((figures) => figures[by]);
  const isAlive = (figures: FunctionFiguresOfRun | undefined) => figures !== undefined;
  return {
    name,
    kind,
    ...(basePlace && { base: basePlace }),
    ...(headPlace && { head: headPlace }),
    alive: { base: base.filter(isAlive).length, head: head.filter(isAlive).length },
    counts,
    time,
    ...(timing && { timing }),
    split: splitTime(time, counts.calls),
    exclusive: difference(({ self, external }) => self + external),
  };
}

function compareTimes(
  base: readonly RunFigures[],
  head: readonly RunFigures[],
): Comparison['times'] {
  return Object.fromEntries(
    RUN_TIMES.flatMap((name) => {
      const values = (runs: readonly RunFigures[]) =>
        runs.flatMap(({ times }) => times[name] ?? []);
      const sides = [values(base), values(head)];
      // What is unknown of one run is unknown of the side.
      const isKnown = sides[0].length === base.length && sides[1].length === head.length;
      return isKnown ? [[name, differenceOf(sides[0], sides[1])]] : [];
    }),
  );
}

/** Tests the functions; and, by themselves, the times of the whole run. */
function test(
  functions: readonly ComparedFunction[],
  times: Comparison['times'],
  thresholds: Thresholds,
): TestFamily {
  const runs = (difference: Difference) => ({
    base: difference.base.values.length,
    head: difference.head.values.length,
  });
  const whole = Object.values(times).map((difference) => ({ difference, least: thresholds.time }));
  judge(whole, runs(whole[0].difference), thresholds);
  const candidates = functions.flatMap(({ time, timing, counts }): Candidate[] => [
    ...(timing === undefined ? [{ difference: time, least: thresholds.time }] : []),
    ...varyingCounts(counts).map((difference) => ({ difference, least: 0 })),
  ]);
  return judge(candidates, runs(whole[0].difference), thresholds);
}

/** The counts that differ within a side; outermost calls only where they are not all calls. */
function varyingCounts(counts: ComparedFunction['counts']): Difference[] {
  const { calls, outermostCalls } = counts;
  const isSame = (['base', 'head'] as const).every(
    (side) => calls[side].values.join() === outermostCalls[side].values.join(),
  );
  return COMPARED_COUNTS.filter((name) => name !== 'outermostCalls' || !isSame)
    .map((name) => counts[name])
    .filter(varies);
}

function sideOf(runs: readonly RunFigures[]): ComparedSide {
  const [{ program, startedAt }] = runs;
  return {
    runs: runs.length,
    ...(program && { program }),
    ...(startedAt !== undefined && { startedAt }),
    notes: [...new Set(runs.flatMap(({ notes }) => notes))],
  };
}
