import { parseJson } from '../document/parse-json.js';
import { ProfileError } from '../document/profile-error.js';
import { schemaViolation } from '../document/schema-check.js';
import { validate } from './budget-schema.generated.js';
import { BUDGET_FORMAT, BUDGET_VERSION, type Budget } from './budget.js';

const howToGetOne = 'write one with `coroscope check --update --budget FILE <script>`';

/**
 * Reads a budget.
 *
 * @param text The JSON of the document.
 * @param name What errors call the document: a file name, typically.
 * @throws ProfileError when the text is no budget, or one of another version.
 */
export function readBudget(text: string, name: string): Budget {
  const document = parseJson(text, name, 'take it back from version control', howToGetOne);
  const { format, version } = (document ?? {}) as { format?: unknown; version?: unknown };
  if (format !== BUDGET_FORMAT) {
    throw new ProfileError(name, `is not a Coroscope budget; ${howToGetOne}`);
  }
  if (typeof version === 'number' && version > BUDGET_VERSION) {
    throw new ProfileError(
      name,
      `is a budget of version ${version}, newer than version ${BUDGET_VERSION} that is read here; upgrade coroscope`,
    );
  }
  const violation = schemaViolation(document, validate);
  if (violation) throw new ProfileError(name, `${violation.problem}; fix it`, violation.path);
  return document as Budget;
}
