import type { Gate } from './clock.js';
import { describeError } from './describe-error.js';
import { newList, newMap, type List } from './intrinsics.js';
import { reserveTag } from './live-coroutines.js';

/**
 * Tags: what runs for one request, one tenant, one test. The caller's function is asked for one when
 * a root or a coroutine is entered; everything below inherits it.
 */

/** What `start({ tag })` takes; undefined and null say that there is none of its own. */
export type TagFunction = () => string | number | undefined | null;

/** The number of what runs under no tag. */
export const UNTAGGED = 0;
/** The number of what the engine itself runs, which no document mentions. */
export const HIDDEN = 1;

export const DEFAULT_MAX_TAGS = 10_000;
/** The tag of what comes when there are as many as may exist. */
export const OTHER_TAG = '(other)';

/** Names by number; the first two have none. */
export const tagNames: List<string> = newList();
tagNames[UNTAGGED] = '';
tagNames[HIDDEN] = '';
const numbers = newMap<string, number>();

let limit = DEFAULT_MAX_TAGS;
/** Times that a tag was asked for when there were as many as may exist, and it was none of them. */
export let foldedTags = 0;

/** What is told of a function that failed, in the profile's notes. */
export let tagFailure: string | undefined;

let tagFunction: TagFunction | null = null;
let gate: Gate;

/** Whether roots and coroutines have to ask. See contexts for why this is an object. */
export const tagging = { isOn: false };

/**
 * From now on a function is asked; null for none.
 *
 * @throws {TypeError} for anything else
 */
export function tagBy(next: TagFunction | null, count: number, recording: Gate): void {
  if (next !== null && typeof next !== 'function') {
    throw new TypeError(
      `coroscope: tag must be a function that returns a string, not ${JSON.stringify(next)}`,
    );
  }
  tagFunction = next;
  tagging.isOn = next !== null;
  limit = count;
  gate = recording;
  if (next !== null) tagFailure = undefined;
}

/** Runs something without asking for tags. */
export function withoutTags<Result>(run: () => Result): Result {
  const asked = tagging.isOn;
  tagging.isOn = false;
  try {
    return run();
  } finally {
    tagging.isOn = asked;
  }
}

/** The number of the tag of what begins now; `UNTAGGED` for none of its own. */
export function askForTag(): number {
  if (tagFunction === null) return UNTAGGED;
  const recording = gate.on;
  // It may be instrumented itself, and is no part of the program.
  gate.on = false;
  try {
    const tag = tagFunction();
    if (tag === undefined || tag === null) return UNTAGGED;
    if (typeof tag === 'string') return numberOf(tag);
    if (typeof tag === 'number') return numberOf(`${tag}`);
    drop(`it returned a value of type ${typeof tag}`);
  } catch (error) {
    drop(describeError(error));
  } finally {
    gate.on = recording;
  }
  return UNTAGGED;
}

function numberOf(tag: string): number {
  const known = numbers.get(tag);
  if (known !== undefined) return known;
  if (tagNames.length - 2 < limit) return addTag(tag);
  foldedTags++;
  return numbers.get(OTHER_TAG) ?? addTag(OTHER_TAG);
}

function addTag(tag: string): number {
  const number = tagNames.length;
  tagNames[number] = tag;
  reserveTag(number);
  numbers.set(tag, number);
  return number;
}

function drop(reason: string): void {
  tagFunction = null;
  tagging.isOn = false;
  tagFailure = reason;
}
