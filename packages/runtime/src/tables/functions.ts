import { ABI_VERSION } from '../format/metadata.js';
import { enlargedIntegers, listOf, newList, newMap, type List } from '../platform/intrinsics.js';
import { addEntry, Entry } from './journal.js';
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
/** Files instrumented for another version of the contract: the names in them are unknown. */
export const foreignFiles: List<string> = newList();

/** The name of the file of functions with which the engine measures its own probes. */
export const SCRATCH_FILE = '<coroscope>';

const filesBySource = newMap<string, List<RegisteredFile>>();

let capacity = 1024;

/** Indexed by the functions' ids. See contexts for why this is an object. */
export const functions = {
  // Id 0 is reserved: emitted code takes a base of 0 for "not registered yet".
  count: 1,
  /** The id of the first site of the function's file. */
  siteBase: new Int32Array(capacity),
};

/**
 * Registers a file and returns the base of its function ids. A file that is evaluated again (with another
 * query string, in another module registry) is the same file and gets the same ids.
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
  const count = functions.count + functionCount;
  if (count > capacity) growFunctions(count);
  filesBySource.set(sources[0], known);
  const registered: RegisteredFile = {
    sources,
    metadata: abi === ABI_VERSION ? metadata : '',
    firstFunction: functions.count,
    functionCount,
    firstSite: reserveSites(siteCount),
    siteCount,
  };
  addEntry(Entry.File, fieldsOf(registered, abi));
  functions.count = count;
  for (let fn = registered.firstFunction; fn < functions.count; fn++) {
    functions.siteBase[fn] = registered.firstSite;
  }
  registeredFiles[registeredFiles.length] = registered;
  known[known.length] = registered;
  if (abi !== ABI_VERSION) foreignFiles[foreignFiles.length] = sources[0];
  return registered.firstFunction;
}

/** What the journal says of a file: four numbers, whether it is foreign, its metadata, and its sources. */
function fieldsOf(file: RegisteredFile, abi: number): List<string> {
  const fields = listOf(
    `${file.firstFunction}`,
    `${file.functionCount}`,
    `${file.firstSite}`,
    `${file.siteCount}`,
    abi === ABI_VERSION ? '' : 'foreign',
    file.metadata,
  );
  for (let i = 0; i < file.sources.length; i++) fields[fields.length] = file.sources[i];
  return fields;
}

function growFunctions(count: number): void {
  let larger = capacity;
  while (larger < count) larger *= 2;
  functions.siteBase = enlargedIntegers(functions.siteBase, larger);
  capacity = larger;
}

/** Size of the tables in this file, in bytes. */
export function functionBytes(): number {
  return functions.siteBase.byteLength;
}
