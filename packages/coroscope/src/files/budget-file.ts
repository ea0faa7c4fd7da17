import { CoroscopeError } from '@coroscope/node';
import { readBudget, type Budget } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { writeChunks } from './output.js';

/**
 * Reads a budget.
 *
 * @param mayBeMissing Whether the file may not exist.
 * @throws {CoroscopeError | ProfileError} if there is none in the file
 */
export function readBudgetFile(file: string, mayBeMissing: boolean): Budget | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') {
      throw new CoroscopeError(
        `can't read ${file} (${message.split(', ')[0]}); name another file with --budget`,
      );
    }
    if (mayBeMissing) return undefined;
    throw new CoroscopeError(
      `there is no ${file}; write it from a run with: coroscope check --update <script>`,
    );
  }
  return readBudget(text, file);
}

/** @throws {CoroscopeError} if the file can't be written */
export function writeBudgetFile(file: string, budget: Budget): void {
  writeChunks(file, [JSON.stringify(budget, null, 2), '\n'], '--budget');
}
