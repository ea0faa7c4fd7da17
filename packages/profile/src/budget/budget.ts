import type { Activity } from '../tables/activities.js';

/**
 * A budget: what the named functions of a program may do in one run at most. It holds counts only:
 * they are the same in every run of a program that does the same, so a check of them never flakes.
 */
export interface Budget {
  format: 'coroscope-budget';
  version: 1;
  /**
   * By source file, as the budget names it, then by the function's name. Functions of one name in one
   * file are counted together.
   */
  functions: Record<string, Record<string, BudgetLimits>>;
}

export const BUDGET_FORMAT = 'coroscope-budget';
export const BUDGET_VERSION = 1;

/** A figure that can be limited. */
export type BudgetFigure = keyof Activity;

/** The figures that can be limited, in the order in which they are reported. */
export const BUDGET_FIGURES = [
  'calls',
  'suspensions',
  'sequentialAwaits',
  'unsettled',
] as const satisfies readonly BudgetFigure[];

/** Each figure at most; one that is not named may be anything. */
export type BudgetLimits = Partial<Record<BudgetFigure, number>>;

/** How a budget calls the source file of a profile: relative to where the budget lies, typically. */
export type BudgetPath = (path: string) => string;
