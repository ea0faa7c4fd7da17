import { CoroscopeError, type Program } from '@coroscope/node';
import * as find from 'empathic/find';
import { closeSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';

/** The extensions that may be left out of a script's name, besides those that Node adds itself. */
const OMITTED = ['.ts', '.mts', '.cts', '.tsx', '.jsx', '.mjs'];

/**
 * Finds what a name stands for: a script, by the name that Node finds it by or without its extension, or
 * a command that a dependency has installed.
 *
 * @returns undefined if it stands for neither
 */
export function findProgram(name: string): Program | undefined {
  const script = findScript(name);
  return script === undefined ? findLocalBin(name) : { script };
}

/** @throws {CoroscopeError} if the name stands for no script, and no command of a dependency */
export function requireProgram(name: string): Program {
  const program = findProgram(name);
  if (program !== undefined) return program;
  const command = /[.\\/]/.test(name) ? '' : `, or run a command with: coroscope run -- ${name}`;
  throw new CoroscopeError(`there is no script ${name}; give the path of a file to run${command}`);
}

function findScript(name: string): string | undefined {
  const path = resolve(name);
  if (isFile(path)) return name;
  const extension = OMITTED.find((omitted) => isFile(path + omitted));
  if (extension !== undefined) return name + extension;
  try {
    createRequire(path).resolve(path);
    return name;
  } catch {
    return undefined;
  }
}

function findLocalBin(name: string): Program | undefined {
  if (/[\\/]/.test(name)) return undefined;
  const bin = find.file(join('node_modules', '.bin', name));
  if (bin === undefined) return undefined;
  return isForNode(realpathSync(bin)) ? { script: bin } : { command: name };
}

/** Whether a file is JavaScript: package managers also install shell scripts that start some. */
function isForNode(file: string): boolean {
  if (['.js', '.mjs', '.cjs'].includes(extname(file))) return true;
  const descriptor = openSync(file, 'r');
  try {
    const beginning = Buffer.alloc(80);
    readSync(descriptor, beginning);
    return /^#!.*\bnode\b/.test(beginning.toString());
  } finally {
    closeSync(descriptor);
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
