import type { Profile } from '../document/profile.js';
import { BUDGET_FIGURES, type Budget, type BudgetFigure, type BudgetPath } from './budget.js';
import { causesOf, type BudgetCause } from './budget-causes.js';
import { budgetFigures, type BudgetRow } from './budget-figures.js';

/** What a budget says of a run. */
export interface BudgetCheck {
  /** How many functions of the budget were in the run. */
  checked: number;
  /** In the order of the budget. */
  violations: BudgetViolation[];
  /** Functions of the budget that the run has not called: renamed, moved, or not reached. */
  missing: { file: string; name: string }[];
}

/** A function that did more than its budget allows. */
export interface BudgetViolation {
  /** The source file, as the budget names it. */
  file: string;
  name: string;
  /** The first of that name, by index in the profile's `functions`. */
  function: number;
  excesses: BudgetExcess[];
}

export interface BudgetExcess {
  figure: BudgetFigure;
  allowed: number;
  actual: number;
  /** Where the figure comes from; the largest share first. */
  causes: BudgetCause[];
}

/** Compares what the functions of a run did with what their budget allows. */
export function checkBudget(profile: Profile, budget: Budget, pathOf: BudgetPath): BudgetCheck {
  const rows = new Map(
    budgetFigures(profile, pathOf).map((row) => [keyOf(row.file, row.name), row]),
  );
  const check: BudgetCheck = { checked: 0, violations: [], missing: [] };
  for (const [file, functions] of Object.entries(budget.functions)) {
    for (const [name, limits] of Object.entries(functions)) {
      const row = rows.get(keyOf(file, name));
      if (row === undefined) {
        check.missing.push({ file, name });
        continue;
      }
      check.checked++;
      const excesses = BUDGET_FIGURES.flatMap((figure) =>
        excessOf(figure, limits[figure] ?? Infinity, row, profile),
      );
      if (excesses.length > 0) {
        check.violations.push({ file, name, function: row.functions[0], excesses });
      }
    }
  }
  return check;
}

function excessOf(
  figure: BudgetFigure,
  allowed: number,
  row: BudgetRow,
  profile: Profile,
): BudgetExcess[] {
  const actual = row[figure];
  if (actual <= allowed) return [];
  return [{ figure, allowed, actual, causes: causesOf(figure, row, profile) }];
}

function keyOf(file: string, name: string): string {
  return JSON.stringify([file, name]);
}
