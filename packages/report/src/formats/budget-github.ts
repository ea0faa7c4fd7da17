import { causeLine, excessText } from '../budget/wording.js';
import { displayPath } from '../terminal/display-path.js';
import type { BudgetFormat } from './budget-format.js';

/**
 * The violations as annotations that GitHub shows at the line of the function, if `directory` is the
 * root of the repository. They are read from what a workflow prints, not from a file.
 *
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export const budgetGitHub: BudgetFormat = {
  name: 'github',
  content: 'annotations',
  extensions: [],
  isBinary: false,
  render: ({ check, profile }, { directory } = {}) =>
    check.violations.flatMap(({ name, function: index, excesses }) => {
      const { file, line } = profile.functions[index];
      const path = displayPath(profile.files[file].path, directory);
      return excesses.map((excess) => {
        const causes = excess.causes.map((cause) => causeLine(cause, profile, directory));
        const properties = {
          file: path,
          line: String(line),
          title: `${name} is over its budget`,
        };
        return annotation(properties, [excessText(excess), ...causes].join('\n'));
      });
    }),
};

function annotation(properties: Record<string, string>, message: string): string {
  const list = Object.entries(properties)
    .map(([key, value]) => `${key}=${escapeProperty(value)}`)
    .join(',');
  return `::error ${list}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
