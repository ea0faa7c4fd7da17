import { enlarged } from './contexts.js';
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

export const registeredFiles: RegisteredFile[] = [];
/** Files that were instrumented for another version of the contract: their names are unknown. */
export const foreignFiles = new Set<string>();

const filesBySource = new Map<string, RegisteredFile[]>();

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
  const known = filesBySource.get(sources[0]) ?? [];
  for (const candidate of known) {
    if (candidate.metadata === metadata && candidate.functionCount === functions) {
      return candidate.firstFunction;
    }
  }
  if (abi !== ABI_VERSION) foreignFiles.add(sources[0]);
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
  siteBase.fill(registered.firstSite, registered.firstFunction, functionCount);
  registeredFiles.push(registered);
  known.push(registered);
  filesBySource.set(sources[0], known);
  return registered.firstFunction;
}

function growFunctions(): void {
  while (capacity < functionCount) capacity *= 2;
  alive = enlarged(alive, capacity);
  peak = enlarged(peak, capacity);
  stacked = enlarged(stacked, capacity);
  functionOnStack = enlarged(functionOnStack, capacity);
  span = enlarged(span, capacity);
  spanStart = enlarged(spanStart, capacity);
  siteBase = enlarged(siteBase, capacity);
  isCoroutine = enlarged(isCoroutine, capacity);
}
