import type { Profile } from '../document.js';
import { functionTable } from '../function-table.js';
import { canStartEarlier, sequenceTable } from '../sequence-table.js';
import { isHeldByConsumer } from '../site-kind.js';
import { siteTable } from '../site-table.js';
import type { BudgetFigure, BudgetPath } from './budget.js';

/** What the functions of one name in one file did in a run. */
export type BudgetRow = Record<BudgetFigure, number> & {
  /** The source file, as the budget names it. */
  file: string;
  name: string;
  /** Of the first of them; from 1. */
  line: number;
  /** Indices in the profile's `functions`. */
  functions: number[];
};

/** The figures that a budget can limit, of all functions that were alive in the window. */
export function budgetFigures(profile: Profile, pathOf: BudgetPath): BudgetRow[] {
  const rows = new Map<string, BudgetRow>();
  const byFunction = new Map<number, BudgetRow>();
  for (const { function: index, name, file: path, line, calls, suspensions } of functionTable(
    profile,
  )) {
    const file = pathOf(path);
    const key = JSON.stringify([file, name]);
    let row = rows.get(key);
    if (row === undefined) {
      row = {
        file,
        name,
        line,
        functions: [],
        calls: 0,
        suspensions: 0,
        sequentialAwaits: 0,
        unsettled: 0,
      };
      rows.set(key, row);
    }
    byFunction.set(index, row);
    row.functions.push(index);
    row.calls += calls;
    row.suspensions += suspensions;
  }
  for (const { function: index, kind, live } of siteTable(profile)) {
    const row = byFunction.get(index);
    if (row && !isHeldByConsumer(kind)) row.unsettled += live;
  }
  const sequences = sequenceTable(profile);
  for (let i = 0; i < sequences.after.length; i++) {
    const { function: index, kind } = profile.sites[sequences.after[i]];
    const row = byFunction.get(index);
    if (row && canStartEarlier(kind)) row.sequentialAwaits += sequences.count[i];
  }
  return [...rows.values()];
}
