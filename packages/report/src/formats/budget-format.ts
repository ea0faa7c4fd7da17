import type { BudgetOutcome, BudgetReportOptions } from '../budget/budget-outcome.js';
import type { Format } from './format.js';

/** A format of the outcome of a budget check. */
export type BudgetFormat = Format<BudgetOutcome, BudgetReportOptions>;
