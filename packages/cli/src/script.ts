import { CoroscopeError } from '@coroscope/node';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** What may be left out of a script's name, besides what Node adds itself. */
const OMITTED = ['.ts', '.mts', '.cts', '.tsx', '.jsx', '.mjs'];

/**
 * The script to run, as it was given if Node finds it by that, else with its extension.
 *
 * @throws {CoroscopeError} if there is none
 */
export function findScript(script: string): string {
  const path = resolve(script);
  if (isFile(path)) return script;
  const extension = OMITTED.find((omitted) => isFile(path + omitted));
  if (extension !== undefined) return script + extension;
  try {
    createRequire(path).resolve(path);
    return script;
  } catch {
    throw new CoroscopeError(`there is no script ${script}; give the path of a file to run`);
  }
}

/** @throws {CoroscopeError} if there is no such file */
export function findTagModule(file: string): string {
  if (isFile(resolve(file))) return file;
  throw new CoroscopeError(
    `there is no tag module ${file}; give the path of a module whose default export is a function that returns a tag`,
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
