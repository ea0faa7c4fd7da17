import type { RunFigures, RunFunction } from './run-figures.js';
import { matchFiles, type MovedFile } from './match-files.js';

/** Where a function stands on one side. */
export interface FunctionPlace {
  /** Relative to the directory of the program where the file lies below that. */
  file: string;
  /** Of the first, where there are several; from 1. */
  line: number;
  /** From 1. */
  column: number;
  /** How many functions of that name, kind and file are put together. */
  functions: number;
}

/** A function that has been found on both sides, or on one. */
export interface MatchedFunction {
  name: string;
  kind: RunFunction['kind'];
  /** Undefined where no run of the side has such a function. */
  base: FunctionPlace | undefined;
  head: FunctionPlace | undefined;
}

export interface FunctionMatching {
  functions: MatchedFunction[];
  moved: MovedFile[];
  /** By run of the side and by function of the run: the index in `functions`. */
  base: number[][];
  head: number[][];
}

/**
 * Finds the functions of one side on the other: by path, qualified name and kind, never by line. Of
 * namesakes in one file, such as callbacks, those whose first lines read the same belong together; of the
 * others the n-th is the n-th of the other side if there are as many, else all of them are put together.
 * Where a file has moved, its functions are those of its new path.
 */
export function matchFunctions(
  base: readonly RunFigures[],
  head: readonly RunFigures[],
): FunctionMatching {
  const sides = { base: sideOf(base), head: sideOf(head) };
  const moved = matchFiles(sides.base.files, sides.head.files);
  const headPathOf = new Map(moved.map((file) => [file.base, file.head]));
  const keyOf = {
    base: ({ path, name, kind }: RunFunction) => nameKey(headPathOf.get(path) ?? path, name, kind),
    head: ({ path, name, kind }: RunFunction) => nameKey(path, name, kind),
  };
  const namesakes = new Map<string, { base: RunFunction[]; head: RunFunction[] }>();
  for (const side of ['base', 'head'] as const) {
    for (const fn of sides[side].functions) {
      const key = keyOf[side](fn);
      const known = namesakes.get(key) ?? { base: [], head: [] };
      known[side].push(fn);
      namesakes.set(key, known);
    }
  }
  const functions: MatchedFunction[] = [];
  const rowOf = { base: new Map<string, number>(), head: new Map<string, number>() };
  for (const group of namesakes.values()) {
    const pairs = paired(group.base, group.head);
    for (const pair of pairs) {
      const { name, kind } = pair.base[0] ?? pair.head[0];
      for (const side of ['base', 'head'] as const) {
        for (const fn of pair[side]) rowOf[side].set(positionKey(fn), functions.length);
      }
      functions.push({ name, kind, base: placeOf(pair.base), head: placeOf(pair.head) });
    }
  }
  const rows = (runs: readonly RunFigures[], side: 'base' | 'head') =>
    runs.map((run) => run.functions.map((fn) => rowOf[side].get(positionKey(fn))!));
  return { functions, moved, base: rows(base, 'base'), head: rows(head, 'head') };
}

/** The functions of all runs of a side in the order of the source, each once. */
function sideOf(runs: readonly RunFigures[]) {
  const byPosition = new Map<string, RunFunction>();
  const files = new Map<string, RunFunction[]>();
  for (const fn of runs.flatMap((run) => run.functions)) {
    const key = positionKey(fn);
    if (byPosition.has(key)) continue;
    byPosition.set(key, fn);
    const inFile = files.get(fn.path);
    if (inFile === undefined) files.set(fn.path, [fn]);
    else inFile.push(fn);
  }
  const functions = [...byPosition.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  return { functions, files };
}

interface FunctionPair {
  base: RunFunction[];
  head: RunFunction[];
}

/** @param base In the order of the source, as `head` is. */
function paired(base: RunFunction[], head: RunFunction[]): FunctionPair[] {
  const alone = base.length === 1 && head.length === 1;
  const pairs = alone ? [] : pairedByText(base, head);
  const rest = {
    base: base.filter((fn) => !pairs.some((pair) => pair.base[0] === fn)),
    head: head.filter((fn) => !pairs.some((pair) => pair.head[0] === fn)),
  };
  return [...pairs, ...pairedByOrder(rest.base, rest.head)];
}

function pairedByText(base: RunFunction[], head: RunFunction[]): FunctionPair[] {
  const remaining = [...head];
  return base.flatMap((fn) => {
    const index = remaining.findIndex(({ source }) => source !== undefined && source === fn.source);
    return index < 0 ? [] : [{ base: [fn], head: remaining.splice(index, 1) }];
  });
}

function pairedByOrder(base: RunFunction[], head: RunFunction[]): FunctionPair[] {
  if (base.length === 0) return head.map((fn) => ({ base: [], head: [fn] }));
  if (head.length === 0) return base.map((fn) => ({ base: [fn], head: [] }));
  if (base.length !== head.length) return [{ base, head }];
  return base.map((fn, i) => ({ base: [fn], head: [head[i]] }));
}

function placeOf(functions: RunFunction[]): FunctionPlace | undefined {
  if (functions.length === 0) return undefined;
  const [{ path: file, line, column }] = functions;
  return { file, line, column, functions: functions.length };
}

function nameKey(path: string, name: string, kind: string): string {
  return JSON.stringify([path, name, kind]);
}

function positionKey({ path, name, kind, line, column }: RunFunction): string {
  return JSON.stringify([path, name, kind, line, column]);
}
