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

const CAPACITY = 1024;
let capacity = CAPACITY;

/** By the functions' ids; see contexts for why this is an object. */
export const functions = {
  // Id 0 is nobody's: emitted code takes a base of 0 for "not registered yet".
  count: 1,
  /** Activations alive; of a synchronous function these are its frames on the stack. */
  alive: new Int32Array(CAPACITY),
  /** The most alive at once since the last mark (see windows). */
  peak: new Int32Array(CAPACITY),
  /** Frames of logically outermost activations of a coroutine on the stack. */
  stacked: new Int32Array(CAPACITY),
  /** Time with at least one such frame on the stack. */
  onStack: new Float64Array(CAPACITY),
  /**
   * Of a coroutine, the moments at which the last of the living ended less those at which the first
   * one began: with somebody alive, there was somebody for `span + now`.
   */
  span: new Float64Array(CAPACITY),
  /** The longest life of a coroutine that ended since the last mark. */
  longestLife: new Float64Array(CAPACITY),
  /** The row of the histogram of a coroutine's lives, or 0. */
  lifeHistogram: new Int32Array(CAPACITY),
  /** The id of the first site of the function's file. */
  siteBase: new Int32Array(CAPACITY),
  /** 1 for a coroutine: its lives are longer than its frames. */
  isCoroutine: new Int32Array(CAPACITY),
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
  functions.alive = enlargedIntegers(functions.alive, capacity);
  functions.peak = enlargedIntegers(functions.peak, capacity);
  functions.stacked = enlargedIntegers(functions.stacked, capacity);
  functions.onStack = enlargedFloats(functions.onStack, capacity);
  functions.span = enlargedFloats(functions.span, capacity);
  functions.longestLife = enlargedFloats(functions.longestLife, capacity);
  functions.lifeHistogram = enlargedIntegers(functions.lifeHistogram, capacity);
  functions.siteBase = enlargedIntegers(functions.siteBase, capacity);
  functions.isCoroutine = enlargedIntegers(functions.isCoroutine, capacity);
}
