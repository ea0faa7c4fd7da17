import type { Gate } from '../clock/clock.js';
import { describeError } from '../platform/describe-error.js';
import { listOf, newList, newMap, type List } from '../platform/intrinsics.js';
import { addEntry, Entry } from './journal.js';
import { reserveTag } from './live-coroutines.js';
import { Size, sizes } from './sizes.js';

/**
 * Tags mark what runs for one request, one tenant, one test. The user's function is asked for a tag
 * when a root or a coroutine is entered; everything below inherits it.
 */

/** The function for `start({ tag })`; by returning undefined or null it leaves the tag as inherited. */
export type TagFunction = () => string | number | undefined | null;

/** The number of no tag. */
export const UNTAGGED = 0;
/** The number of the tag under which the engine measures itself; left out of every document. */
export const HIDDEN = 1;

export const DEFAULT_MAX_TAGS = 10_000;
/** The tag that stands for all further ones once the limit is reached. */
export const OTHER_TAG = '(other)';

/** Names by number; the first two tags have none. */
export const tagNames: List<string> = newList();
tagNames[UNTAGGED] = '';
tagNames[HIDDEN] = '';
const numbers = newMap<string, number>();

let limit = DEFAULT_MAX_TAGS;
/** Why the tag function failed, for the profile's notes. */
export let tagFailure: string | undefined;

let tagFunction: TagFunction | null = null;
let gate: Gate;

/** Whether roots and coroutines have to ask for a tag. See contexts for why this is an object. */
export const tagging = { isOn: false };

/**
 * Sets the function that is asked for tags; null for none.
 *
 * @throws {TypeError} if it is anything else
 */
export function setTagFunction(next: TagFunction | null, count: number, recording: Gate): void {
  if (next !== null && typeof next !== 'function') {
    throw new TypeError(
      `coroscope: tag must be a function that returns a string, not ${JSON.stringify(next)}`,
    );
  }
  tagFunction = next;
  tagging.isOn = next !== null;
  limit = count;
  gate = recording;
  if (next !== null) forgetFailure();
}

/** Takes over the names of another thread's tags. */
export function adoptTagNames(names: readonly string[], failure: string | undefined): void {
  tagNames.length = 0;
  for (const name of names) tagNames[tagNames.length] = name;
  tagFailure = failure;
}

/** Runs a function without asking for tags. */
export function withoutTags<Result>(run: () => Result): Result {
  const asked = tagging.isOn;
  tagging.isOn = false;
  try {
    return run();
  } finally {
    tagging.isOn = asked;
  }
}

/** The number of the tag of what begins now; `UNTAGGED` if it has none of its own. */
export function askForTag(): number {
  if (tagFunction === null) return UNTAGGED;
  const recording = gate.on;
  // The tag function may be instrumented itself, and is no part of the program.
  gate.on = false;
  try {
    const tag = tagFunction();
    if (tag === undefined || tag === null) return UNTAGGED;
    if (typeof tag === 'string') return numberOf(tag);
    if (typeof tag === 'number') return numberOf(`${tag}`);
    dropTagFunction(`it returned a value of type ${typeof tag}`);
  } catch (error) {
    dropTagFunction(describeError(error));
  } finally {
    gate.on = recording;
  }
  return UNTAGGED;
}

function numberOf(tag: string): number {
  const known = numbers.get(tag);
  if (known !== undefined) return known;
  if (tagNames.length - 2 < limit) return addTag(tag);
  sizes[Size.FoldedTags]++;
  return numbers.get(OTHER_TAG) ?? addTag(OTHER_TAG);
}

/** The number of a tag, whether anything has run under it or not. It exists beyond the limit, too. */
export function reservedTag(tag: string): number {
  return numbers.get(tag) ?? addTag(tag);
}

function addTag(tag: string): number {
  const number = tagNames.length;
  reserveTag(number);
  addEntry(Entry.Tag, listOf(`${number}`, tag));
  numbers.set(tag, number);
  tagNames[number] = tag;
  return number;
}

function forgetFailure(): void {
  if (tagFailure !== undefined) addEntry(Entry.TagFailure, newList());
  tagFailure = undefined;
}

function dropTagFunction(reason: string): void {
  tagFunction = null;
  tagging.isOn = false;
  tagFailure = reason;
  addEntry(Entry.TagFailure, listOf(reason));
}
