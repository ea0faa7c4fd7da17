import { enlargedFloats, enlargedIntegers, newList, newMap, type List } from './intrinsics.js';
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
// Id 0 is nobody's: emitted code takes a base of 0 for "not registered yet".
export let functionCount = 1;

/** Activations alive; of a synchronous function these are its frames on the stack. */
export let alive = new Int32Array(capacity);
/** The most alive at once since the last mark (see windows). */
export let peak = new Int32Array(capacity);
/** Frames of logically outermost activations of a coroutine on the stack. */
export let stacked = new Int32Array(capacity);
/** Time with at least one such frame on the stack. */
export let functionOnStack = new Float64Array(capacity);
export let span = new Float64Array(capacity);
export let spanStart = new Float64Array(capacity);
/** The id of the first site of the function's file. */
export let siteBase = new Int32Array(capacity);
/** 1 for a coroutine: its lives are longer than its frames. */
export let isCoroutine = new Int32Array(capacity);

/**
 * Takes up a file and gives the base of its function ids. A file that is evaluated again (another
 * query string, another module registry) is the same file and gets the same ids.
 */
export function register(
  abi: number,
  file: string | readonly string[],
  functions: number,
  sites: number,
  metadata: string,
): number {
  const sources = typeof file === 'string' ? [file] : file;
  const known = filesBySource.get(sources[0]) ?? newList<RegisteredFile>();
  for (let i = 0; i < known.length; i++) {
    const candidate = known[i];
    if (candidate.metadata === metadata && candidate.functionCount === functions) {
      return candidate.firstFunction;
    }
  }
  if (abi !== ABI_VERSION) foreignFiles[foreignFiles.length] = sources[0];
  const registered: RegisteredFile = {
    sources,
    metadata: abi === ABI_VERSION ? metadata : '',
    firstFunction: functionCount,
    functionCount: functions,
    firstSite: reserveSites(sites),
    siteCount: sites,
  };
  functionCount += functions;
  if (functionCount > capacity) growFunctions();
  for (let fn = registered.firstFunction; fn < functionCount; fn++) {
    siteBase[fn] = registered.firstSite;
  }
  registeredFiles[registeredFiles.length] = registered;
  known[known.length] = registered;
  filesBySource.set(sources[0], known);
  return registered.firstFunction;
}

function growFunctions(): void {
  while (capacity < functionCount) capacity *= 2;
  alive = enlargedIntegers(alive, capacity);
  peak = enlargedIntegers(peak, capacity);
  stacked = enlargedIntegers(stacked, capacity);
  functionOnStack = enlargedFloats(functionOnStack, capacity);
  span = enlargedFloats(span, capacity);
  spanStart = enlargedFloats(spanStart, capacity);
  siteBase = enlargedIntegers(siteBase, capacity);
  isCoroutine = enlargedIntegers(isCoroutine, capacity);
}
