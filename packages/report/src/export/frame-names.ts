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
    const names = distinct(functions, this.#paths, [
      ({ name }) => name,
      ({ name, line }) => `${name}:${line}`,
      ({ name, line, column }) => `${name}:${line}:${column}`,
    ]);
    this.#local = numbered(names, (i) => this.#paths[functions[i].file]);
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
 * For each function the first of some names, ever longer, that no other function has whose file is shown so;
 * the longest for those that are alike in all of them.
 *
 * @param paths Of files, as they are shown: two of them may be alike.
 */
function distinct(
  functions: readonly FunctionDescription[],
  paths: readonly string[],
  [naming, ...longer]: readonly ((fn: FunctionDescription) => string)[],
): string[] {
  const names = functions.map(naming);
  if (longer.length === 0) return names;
  const groups = new Map<string, number[]>();
  functions.forEach(({ file }, i) => {
    const key = `${paths[file]}\n${names[i]}`;
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    const longerNames = distinct(
      group.map((i) => functions[i]),
      paths,
      longer,
    );
    group.forEach((i, n) => (names[i] = longerNames[n]));
  }
  return names;
}

/**
 * Numbers those names of a file that are the same still: of a module that was evaluated twice, or of a function whose
 * own name is what distinguishes another one.
 */
function numbered(names: readonly string[], pathOf: (index: number) => string): string[] {
  const taken = new Set<string>();
  /** By name in a file: its last number. */
  const numbers = new Map<string, number>();
  return names.map((name, i) => {
    const inFile = (chosen: string) => `${pathOf(i)}\n${chosen}`;
    let chosen = name;
    let number = numbers.get(inFile(name)) ?? 1;
    while (taken.has(inFile(chosen))) chosen = `${name} #${++number}`;
    numbers.set(inFile(name), number);
    taken.add(inFile(chosen));
    return chosen;
  });
}
