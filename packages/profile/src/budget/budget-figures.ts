import type { Profile } from '../document/profile.js';
import { activities, type Activity } from '../tables/activities.js';
import { functionTable } from '../tables/function-table.js';
import { BUDGET_FIGURES, type BudgetPath } from './budget.js';

/** What the functions of one name in one file did in a run. */
export interface BudgetRow extends Activity {
  /** The source file, as the budget names it. */
  file: string;
  name: string;
  /** Of the first of them; from 1. */
  line: number;
  /** Indices in the profile's `functions`. */
  functions: number[];
}

/** The figures that a budget can limit, of all functions that were alive in the window. */
export function budgetFigures(profile: Profile, pathOf: BudgetPath): BudgetRow[] {
  const activityOf = activities(profile);
  const rows = new Map<string, BudgetRow>();
  for (const { function: index, name, file: path, line } of functionTable(profile)) {
    const activity = activityOf[index];
    const file = pathOf(path);
    const key = JSON.stringify([file, name]);
    const row = rows.get(key);
    if (row === undefined) {
      rows.set(key, { file, name, line, functions: [index], ...activity });
      continue;
    }
    row.functions.push(index);
    for (const figure of BUDGET_FIGURES) row[figure] += activity[figure];
  }
  return [...rows.values()];
}
