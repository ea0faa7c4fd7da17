import type { FunctionDescription, Profile } from '@coroscope/profile';
import { displayPath } from '../terminal/display-path.js';

/** The names of a profile's functions for tools that take functions of one name for one. */
export class FrameNames {
  readonly #paths: string[];
  readonly #functions: readonly FunctionDescription[];
  readonly #local: string[];

  /** @param directory Paths below it are shown relative to it; the program's unless given. */
  constructor({ files, functions, program }: Profile, directory = program?.directory) {
    this.#paths = files.map(({ path }) => displayPath(path, directory));
    this.#functions = functions;
    this.#local = distinct(functions, [
      ({ name }) => name,
      ({ name, line }) => `${name}:${line}`,
      ({ name, line, column }) => `${name}:${line}:${column}`,
    ]);
  }

  /** The path of its file; empty for what stands for functions of several. */
  path(index: number): string {
    return this.#paths[this.#functions[index].file];
  }

  /** A name that no other function of its file has: `retry`, or `retry:12` if there are two of them. */
  inFile(index: number): string {
    return this.#local[index];
  }

  /** A name that no other function has: `retry (src/client.ts)`. */
  unique(index: number): string {
    const path = this.path(index);
    return path === '' ? this.#local[index] : `${this.#local[index]} (${path})`;
  }
}

/**
 * For each function the first of some names, ever longer, that no other function of its file has. Those
 * that are alike in all of them (a module that was evaluated twice) are numbered.
 */
function distinct(
  functions: readonly FunctionDescription[],
  namings: readonly ((fn: FunctionDescription) => string)[],
): string[] {
  const [naming, ...longer] = namings;
  const groups = new Map<string, number[]>();
  functions.forEach((fn, i) => {
    const key = `${fn.file} ${naming(fn)}`;
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  const names = functions.map(naming);
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const members = group.map((i) => functions[i]);
    const told =
      longer.length > 0
        ? distinct(members, longer)
        : members.map((fn, n) => (n === 0 ? naming(fn) : `${naming(fn)} #${n + 1}`));
    group.forEach((i, n) => (names[i] = told[n]));
  }
  return names;
}
