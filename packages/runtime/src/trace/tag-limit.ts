import { lastEvent, stackDepth } from '../clock/registers.js';
import { enlargedIntegers } from '../platform/intrinsics.js';
import { tagOf } from '../tables/contexts.js';
import { coroutines } from '../tables/live-coroutines.js';
import { reservedTag } from '../tables/tags.js';

/**
 * The tags that a trace is limited to. What runs under others is left out of it as if it were no part of the program:
 * depths count the frames that are in the trace only.
 *
 *     stack           tag    depth   depth in the trace
 *     handle           a       1             1
 *     query            b       2        (left out)
 *     parse            b       3        (left out)
 *     audit            a       4             2
 */

const CAPACITY = 256;

/** Whether anything is left out: the probes of a whole trace ask no further. */
export let isLimited = false;
/** By number of a tag, 1 for those that are recorded; null if all are. */
let recorded: Uint8Array | null = null;
let tags: Int32Array = new Int32Array(0);
/** By depth of the shadow stack: how many of the frames up to it are in the trace. */
let depths = new Int32Array(CAPACITY);
/** When the latest event was recorded, and how many frames were on the stack after it, as a reader sees it. */
const latest = new Float64Array(1);
let latestDepth = 0;

/** Limits the trace that begins now; without names it has all. */
export function limitToTags(names: readonly string[] | undefined): void {
  recorded = null;
  isLimited = names !== undefined;
  if (names === undefined) return;
  // Numbers that exist before anything runs under them: what is added later is of another tag.
  tags = Int32Array.from(names, reservedTag);
  recorded = new Uint8Array(Math.max(...tags) + 1);
  for (const tag of tags) recorded[tag] = 1;
  latest[0] = lastEvent[0];
  latestDepth = 0;
}

/** Whether what runs in a context is in the trace. */
export function isRecorded(context: number): boolean {
  if (recorded === null) return true;
  const tag = tagOf(context);
  return tag < recorded.length && recorded[tag] === 1;
}

/** Notes a frame that has been pushed. @returns whether it is in the trace */
export function isRecordedFrame(depth: number, context: number): boolean {
  if (recorded === null) return true;
  if (depth >= depths.length) depths = enlargedIntegers(depths, 2 * depth);
  const isInTrace = isRecorded(context);
  depths[depth] = depths[depth - 1] + (isInTrace ? 1 : 0);
  return isInTrace;
}

/** The depth in the trace of a frame that is in it, by that on the shadow stack. */
export function recordedDepth(depth: number): number {
  return recorded === null ? depth : depths[depth];
}

/** Notes that an event has been recorded. */
export function noteRecorded(moment: number): void {
  latest[0] = moment;
  latestDepth = depths[stackDepth[0]];
}

/** Whether frames that are in the trace have been removed since its latest event. */
export function hasLostFrames(): boolean {
  return recorded === null || depths[stackDepth[0]] < latestDepth;
}

/** Whether something has happened since the latest event that is in the trace. */
export function hasLeftOut(): boolean {
  return recorded !== null && latest[0] < lastEvent[0];
}

/** Whether the sleep of an event loop matters: nothing is on the stack, so what waits does. */
export function isSleepRecorded(): boolean {
  if (recorded === null) return true;
  for (let i = 0; i < tags.length; i++) if (coroutines.live[tags[i]] > 0) return true;
  return false;
}
