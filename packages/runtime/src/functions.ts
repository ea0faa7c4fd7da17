import { enlargedIntegers, newList, newMap, type List } from './intrinsics.js';
import { ABI_VERSION } from './metadata.js';
import { reserveSites } from './sites.js';

/** A file of instrumented code, as it registered itself. */
export interface RegisteredFile {
  sources: readonly string[];
  metadata: string;
  firstFunction: number;
  functionCount: number;
  firstSite: number;
  siteCount: number;
}

export const registeredFiles: List<RegisteredFile> = newList();
/** Files that were instrumented for another version of the contract: their names are unknown. */
export const foreignFiles: List<string> = newList();

const filesBySource = newMap<string, List<RegisteredFile>>();

let capacity = 1024;

/** By the functions' ids. */
export const functions = {
  // Id 0 is nobody's: emitted code takes a base of 0 for "not registered yet".
  count: 1,
  /** The id of the first site of the function's file. */
  siteBase: new Int32Array(capacity),
};

/**
 * Takes up a file and gives the base of its function ids. A file that is evaluated again (another
 * query string, another module registry) is the same file and gets the same ids.
 */
export function register(
  abi: number,
  file: string | readonly string[],
  functionCount: number,
  siteCount: number,
  metadata: string,
): number {
  const sources = typeof file === 'string' ? [file] : file;
  const known = filesBySource.get(sources[0]) ?? newList<RegisteredFile>();
  for (let i = 0; i < known.length; i++) {
    const candidate = known[i];
    if (candidate.metadata === metadata && candidate.functionCount === functionCount) {
      return candidate.firstFunction;
    }
  }
  if (abi !== ABI_VERSION) foreignFiles[foreignFiles.length] = sources[0];
  const registered: RegisteredFile = {
    sources,
    metadata: abi === ABI_VERSION ? metadata : '',
    firstFunction: functions.count,
    functionCount,
    firstSite: reserveSites(siteCount),
    siteCount,
  };
  functions.count += functionCount;
  if (functions.count > capacity) growFunctions();
  for (let fn = registered.firstFunction; fn < functions.count; fn++) {
    functions.siteBase[fn] = registered.firstSite;
  }
  registeredFiles[registeredFiles.length] = registered;
  known[known.length] = registered;
  filesBySource.set(sources[0], known);
  return registered.firstFunction;
}

function growFunctions(): void {
  while (capacity < functions.count) capacity *= 2;
  functions.siteBase = enlargedIntegers(functions.siteBase, capacity);
}

/** Bytes held by the tables of this file. */
export function functionBytes(): number {
  return functions.siteBase.byteLength;
}
