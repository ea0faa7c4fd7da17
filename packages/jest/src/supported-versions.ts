import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PACKAGE } from './options.js';

const OLDEST = 30;

/**
 * @param directory where Jest is looked up; what can't be found there is not judged
 * @throws Error for a Jest that is too old
 */
export function checkJestVersion(directory: string): void {
  let version: string;
  try {
    const file = createRequire(join(directory, 'noop.js')).resolve('jest/package.json');
    ({ version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string });
  } catch {
    return;
  }
  if (Number.parseInt(version) >= OLDEST) return;
  throw new Error(`${PACKAGE} is for Jest ${OLDEST} and later, and this is ${version}`);
}
