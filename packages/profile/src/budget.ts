export {
  BUDGET_FIGURES,
  type Budget,
  type BudgetFigure,
  type BudgetLimits,
  type BudgetPath,
} from './budget/budget.js';
export { causesOf, type BudgetCause } from './budget/budget-causes.js';
export {
  checkBudget,
  type BudgetCheck,
  type BudgetExcess,
  type BudgetViolation,
} from './budget/check-budget.js';
export { readBudget } from './budget/read-budget.js';
export { updateBudget } from './budget/update-budget.js';
