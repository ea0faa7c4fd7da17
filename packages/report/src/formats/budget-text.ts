import { renderCheck } from '../budget/render-check.js';
import type { BudgetFormat } from './budget-format.js';

/** The outcome of a check for a person. */
export const budgetText: BudgetFormat = {
  name: 'text',
  content: 'report',
  extensions: ['.txt', '.log'],
  isBinary: false,
  render: (outcome, options) => [renderCheck(outcome, options)],
};
