import type { BudgetCheck, BudgetExcess, Profile } from '@coroscope/profile';
import XMLBuilder from 'fast-xml-builder';
import type { BudgetOutcome } from '../budget/budget-outcome.js';
import { causeLine, excessText } from '../budget/wording.js';
import type { BudgetFormat } from './budget-format.js';

/**
 * The outcome of a check as JUnit XML, which build servers read: a suite for each source file, a case
 * for each function of the budget; one that was not called is skipped.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export const budgetJUnit: BudgetFormat = {
  name: 'junit',
  content: 'JUnit XML',
  extensions: ['.xml'],
  isBinary: false,
  render: (outcome, { directory } = {}) => [toXml(outcome, directory)],
};

function toXml({ check, budget, profile }: BudgetOutcome, directory: string | undefined): string {
  const describe = (excess: BudgetExcess) => failure(excess, profile, directory);
  const suites = Object.entries(budget.functions).map(([file, functions]) =>
    suite(file, Object.keys(functions), check, describe),
  );
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
  });
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'coroscope check',
      '@tests': check.checked + check.missing.length,
      '@failures': check.violations.length,
      '@skipped': check.missing.length,
      testsuite: suites,
    },
  });
}

function suite(
  file: string,
  names: string[],
  check: BudgetCheck,
  describe: (excess: BudgetExcess) => object,
): object {
  const isOfFile = (row: { file: string }) => row.file === file;
  const missing = check.missing.filter(isOfFile);
  const violations = check.violations.filter(isOfFile);
  return {
    '@name': file,
    '@tests': names.length,
    '@failures': violations.length,
    '@skipped': missing.length,
    testcase: names.map((name) => {
      const testcase = { '@name': name, '@classname': file };
      if (missing.some((row) => row.name === name)) {
        return { ...testcase, skipped: { '@message': 'not called in this run' } };
      }
      const violation = violations.find((row) => row.name === name);
      if (violation === undefined) return testcase;
      return { ...testcase, failure: violation.excesses.map(describe) };
    }),
  };
}

function failure(excess: BudgetExcess, profile: Profile, directory: string | undefined): object {
  const causes = excess.causes.map((cause) => causeLine(cause, profile, directory));
  return {
    '@type': excess.figure,
    '@message': excessText(excess),
    '#text': causes.join('\n'),
  };
}
