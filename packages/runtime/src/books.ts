import { enlargedFloats, enlargedIntegers, newMap } from './intrinsics.js';
import { UNTAGGED } from './tags.js';

const CAPACITY = 1024;
let capacity = CAPACITY;

/**
 * The figures of functions that contexts can't be summed to. A function has a book of its own for
 * each tag under which it has run, made with its first context there. See contexts for why this is an
 * object.
 */
export const books = {
  // Book 0 is nobody's.
  count: 1,
  fn: new Int32Array(CAPACITY),
  tag: new Int32Array(CAPACITY),
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
  /** 1 for a coroutine: its lives are longer than its frames. */
  isCoroutine: new Int32Array(CAPACITY),
};

/** By function: its book without a tag, or 0. */
let functionCapacity = CAPACITY;
let untagged = new Int32Array(functionCapacity);
const tagged = newMap<number, number>();

/** The book of a function under a tag, made where it is new. */
export function bookOfFunction(fn: number, tag: number): number {
  if (tag === UNTAGGED) {
    if (fn >= functionCapacity) {
      functionCapacity = fn * 2;
      untagged = enlargedIntegers(untagged, functionCapacity);
    }
    return (untagged[fn] ||= addBook(fn, tag));
  }
  // Exact in a double: there are fewer than 2 ** 31 functions.
  const key = tag * 0x80000000 + fn;
  const known = tagged.get(key);
  if (known !== undefined) return known;
  const book = addBook(fn, tag);
  tagged.set(key, book);
  return book;
}

function addBook(fn: number, tag: number): number {
  if (books.count === capacity) growBooks();
  const book = books.count++;
  books.fn[book] = fn;
  books.tag[book] = tag;
  return book;
}

function growBooks(): void {
  capacity *= 2;
  books.fn = enlargedIntegers(books.fn, capacity);
  books.tag = enlargedIntegers(books.tag, capacity);
  books.alive = enlargedIntegers(books.alive, capacity);
  books.peak = enlargedIntegers(books.peak, capacity);
  books.stacked = enlargedIntegers(books.stacked, capacity);
  books.onStack = enlargedFloats(books.onStack, capacity);
  books.span = enlargedFloats(books.span, capacity);
  books.longestLife = enlargedFloats(books.longestLife, capacity);
  books.lifeHistogram = enlargedIntegers(books.lifeHistogram, capacity);
  books.isCoroutine = enlargedIntegers(books.isCoroutine, capacity);
}

/** Bytes held by the tables of this file. */
export function bookBytes(): number {
  return books.alive.byteLength * 7 + books.onStack.byteLength * 3 + untagged.byteLength;
}
