import type { FunctionFiguresOfRun, RunFigures } from './run-figures.js';

/** Those of a run in which a function was not alive. */
export const NO_FIGURES: FunctionFiguresOfRun = {
  calls: 0,
  outermostCalls: 0,
  suspensions: 0,
  sequentialAwaits: 0,
  unsettled: 0,
  total: 0,
  onStack: 0,
  self: 0,
  awaiting: 0,
  external: 0,
  work: 0,
  wait: 0,
};

/**
 * The figures of what has been matched, run by run.
 *
 * @param rows By run and by function of the run: its row in the comparison.
 * @returns For a row the figures of each run; undefined for a run in which it was not alive.
 */
export function figuresByRow(
  runs: readonly RunFigures[],
  rows: number[][],
): (row: number) => (FunctionFiguresOfRun | undefined)[] {
  const byRun = runs.map(({ functions }, run) => {
    const byRow = new Map<number, FunctionFiguresOfRun>();
    functions.forEach(({ figures }, index) => {
      if (figures === undefined) return;
      const row = rows[run][index];
      const known = byRow.get(row);
      byRow.set(row, known === undefined ? figures : sumOf(known, figures));
    });
    return byRow;
  });
  return (row) => byRun.map((byRow) => byRow.get(row));
}

function sumOf(a: FunctionFiguresOfRun, b: FunctionFiguresOfRun): FunctionFiguresOfRun {
  const sum = { ...a };
  for (const name of Object.keys(NO_FIGURES) as (keyof FunctionFiguresOfRun)[])
    sum[name] += b[name];
  return sum;
}
