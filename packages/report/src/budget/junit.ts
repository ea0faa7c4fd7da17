import type { Budget, BudgetCheck, BudgetExcess, Profile } from '@coroscope/profile';
import XMLBuilder from 'fast-xml-builder';
import { causeLine, excessText } from './wording.js';

/**
 * The outcome of a check as JUnit XML, which build servers read: a suite for each source file, a case
 * for each function of the budget; one that was not called is skipped.
 *
 * @param directory Paths below it are shown relative to it.
 * @see https://github.com/testmoapp/junitxml
 */
export function renderBudgetJUnit(
  check: BudgetCheck,
  budget: Budget,
  profile: Profile,
  directory?: string,
): string {
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
