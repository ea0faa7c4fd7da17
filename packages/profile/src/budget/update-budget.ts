import { isCoroutine } from '../document/kinds.js';
import type { Profile } from '../document/profile.js';
import {
  BUDGET_FIGURES,
  BUDGET_FORMAT,
  BUDGET_VERSION,
  type Budget,
  type BudgetFigure,
  type BudgetLimits,
  type BudgetPath,
} from './budget.js';
import { budgetFigures, type BudgetRow } from './budget-figures.js';

/**
 * The budget with the figures of a run as its limits. It goes on naming the functions and figures that
 * it names; functions that the run has not called keep their limits. Where there is no budget yet, it
 * names all async functions and generators that were called, with every figure.
 */
export function updateBudget(
  profile: Profile,
  budget: Budget | undefined,
  pathOf: BudgetPath,
): Budget {
  const rows = budgetFigures(profile, pathOf);
  const functions = budget === undefined ? firstLimits(rows, profile) : budget.functions;
  const measured = new Map(rows.map((row) => [JSON.stringify([row.file, row.name]), row]));
  return {
    format: BUDGET_FORMAT,
    version: BUDGET_VERSION,
    functions: mapEntries(functions, (file, limits) =>
      mapEntries(limits, (name, known) => {
        const row = measured.get(JSON.stringify([file, name]));
        return row === undefined ? known : limitsOf(row, figuresOf(known));
      }),
    ),
  };
}

function firstLimits(rows: BudgetRow[], profile: Profile): Budget['functions'] {
  const functions: Budget['functions'] = {};
  const coroutines = rows
    .filter((row) => row.functions.some((index) => isCoroutine(profile.functions[index].kind)))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  for (const row of coroutines) {
    (functions[row.file] ??= {})[row.name] = limitsOf(row, BUDGET_FIGURES);
  }
  return functions;
}

function figuresOf(limits: BudgetLimits): readonly BudgetFigure[] {
  return BUDGET_FIGURES.filter((figure) => limits[figure] !== undefined);
}

function limitsOf(row: BudgetRow, figures: readonly BudgetFigure[]): BudgetLimits {
  return Object.fromEntries(figures.map((figure) => [figure, row[figure]]));
}

function mapEntries<Value, Result>(
  record: Record<string, Value>,
  map: (key: string, value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(key, value)]));
}
