import type { Budget, BudgetCheck, Profile } from '@coroscope/profile';
import type { TextOptions } from '../terminal/text-options.js';

/** What a check came to, and what was checked against what. */
export interface BudgetOutcome {
  check: BudgetCheck;
  budget: Budget;
  profile: Profile;
}

/** How the outcome of a check is reported; each format reads what applies to it. */
export interface BudgetReportOptions extends TextOptions {
  /** The file of the budget, as the report names it. */
  file?: string;
}
