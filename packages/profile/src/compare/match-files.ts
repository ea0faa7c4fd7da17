import type { RunFunction } from './run-figures.js';

/** A file whose functions stand at another path on the other side. */
export interface MovedFile {
  /** Its path in the base. */
  base: string;
  /** Its path in the head. */
  head: string;
}

/** A file that shares less of its functions has not moved. */
const LEAST_SIMILARITY = 0.5;

interface Candidate extends MovedFile {
  /** Functions that both have, twice, per function of either: from 0 to 1. */
  similarity: number;
  hasSameName: boolean;
}

/**
 * Finds the files that have moved: those that only one side has, and whose functions are for the
 * most part those of a file that only the other side has. The most similar pairs go first. One function of
 * the same name is not enough, unless the file kept its own name or the function its text.
 *
 * @param base The functions of each file of the base.
 * @param head Those of the head.
 */
export function matchFiles(
  base: ReadonlyMap<string, RunFunction[]>,
  head: ReadonlyMap<string, RunFunction[]>,
): MovedFile[] {
  const arrived = [...head].filter(([path]) => !base.has(path));
  const holders = new Map<string, Set<string>>();
  for (const [path, functions] of arrived) {
    for (const fn of functions.filter(isTelling)) {
      const paths = holders.get(nameOf(fn));
      if (paths === undefined) holders.set(nameOf(fn), new Set([path]));
      else paths.add(path);
    }
  }
  const candidates: Candidate[] = [];
  for (const [from, functions] of base) {
    if (head.has(from)) continue;
    const paths = new Set(
      functions.filter(isTelling).flatMap((fn) => [...(holders.get(nameOf(fn)) ?? [])]),
    );
    for (const to of paths) {
      const hasSameName = fileName(from) === fileName(to);
      const similarity = similarityOf(functions, head.get(to)!, hasSameName);
      if (similarity < LEAST_SIMILARITY) continue;
      candidates.push({ base: from, head: to, similarity, hasSameName });
    }
  }
  const taken = { base: new Set<string>(), head: new Set<string>() };
  return candidates.sort(byLikelihood).flatMap((file) => {
    if (taken.base.has(file.base) || taken.head.has(file.head)) return [];
    taken.base.add(file.base);
    taken.head.add(file.head);
    return [{ base: file.base, head: file.head }];
  });
}

function similarityOf(
  functions: RunFunction[],
  others: RunFunction[],
  hasSameName: boolean,
): number {
  const named = functions.filter(isTelling);
  const namedOthers = others.filter(isTelling);
  const remaining = new Map<string, RunFunction[]>();
  for (const fn of namedOthers) {
    remaining.set(nameOf(fn), [...(remaining.get(nameOf(fn)) ?? []), fn]);
  }
  let common = 0;
  let sameText = 0;
  for (const fn of named) {
    const match = remaining.get(nameOf(fn))?.pop();
    if (match === undefined) continue;
    common++;
    if (fn.source !== undefined && fn.source === match.source) sameText++;
  }
  if (common === 0 || (common === 1 && sameText === 0 && !hasSameName)) return 0;
  return (2 * common) / (named.length + namedOthers.length);
}

/** Whether the name of a function tells anything: each file has a `<module>`, and many a callback. */
function isTelling({ name }: RunFunction): boolean {
  return !name.startsWith('<');
}

function nameOf({ kind, name }: RunFunction): string {
  return `${kind} ${name}`;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Independent of which of the sides is the base. */
function byLikelihood(a: Candidate, b: Candidate): number {
  return (
    b.similarity - a.similarity ||
    Number(b.hasSameName) - Number(a.hasSameName) ||
    (pathsOf(a) < pathsOf(b) ? -1 : 1)
  );
}

function pathsOf({ base, head }: MovedFile): string {
  return [base, head].sort().join(' ');
}
