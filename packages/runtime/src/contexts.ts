import { bookOfFunction, books } from './books.js';
import { enlargedFloats, enlargedIntegers, imul } from './intrinsics.js';
import { askForTag, tagging, UNTAGGED } from './tags.js';

/**
 * The calling-context tree: a context is a function reached by one logical path of calls. Contexts
 * are rows of typed arrays and never die; row 0 is the root, which has what no instrumented
 * function called, and whose self time is the time with nothing on the stack. Each tag has a root of
 * its own under that one.
 *
 * After G. Ammons, T. Ball, J. R. Larus, "Exploiting Hardware Performance Counters with Flow and
 * Context Sensitive Profiling", PLDI 1997, without their folding of recursion.
 */

/** Figures of every context, kept side by side for the sake of the cache. */
export const enum Figure {
  Calls,
  Self,
  OnStack,
  /** Of a context that can be suspended. */
  Exits,
}
export const FIGURE_SHIFT = 2;

/** What a context is. */
export const enum Link {
  Parent,
  Function,
  /** The book of its function. */
  Book,
  /**
   * Of a context that can be suspended: twice the number of its row in the coroutine figures, and one
   * more if no ancestor is a context of the same function. Of others 0.
   */
  Coroutine,
}
export const LINK_SHIFT = 2;

/** Further figures of contexts that can be suspended; see waits for the rest. */
export const enum CoroutineFigure {
  /** Sum of the ends less the beginnings of the times in which a child explains a wait. */
  Explained,
  /** Number of such times in progress. */
  ExplainedLive,
}
export const COROUTINE_SHIFT = 1;

const ROOT = 0;
/** What a root has in the place of a function: this, less the number of its tag. */
const NO_FUNCTION = -1;
export const DEFAULT_MAX_CONTEXTS = 1_000_000;

const CAPACITY = 1024;
const COROUTINE_CAPACITY = 64;

/**
 * A table that the probes use is a field of a constant object: V8 takes a field that has been assigned
 * once for a constant, and has the address of the array in the code. To grow costs that, and one
 * compilation. A variable of the module would be loaded and checked at each access.
 */
export const contexts = {
  count: 1,
  figures: new Float64Array(CAPACITY << FIGURE_SHIFT),
  /** What a context is, side by side for the same reason. */
  links: new Int32Array(CAPACITY << LINK_SHIFT),
  /** Row 0 is nobody's. */
  coroutineCount: 1,
  coroutineFigures: new Float64Array(COROUTINE_CAPACITY << COROUTINE_SHIFT),
  /** Times that a new context was folded into an existing one; edges walked lately are not asked for again. */
  folded: 0,
};

const EDGE_BITS = 12;

/** What the table of edges has of one. */
export const enum Edge {
  Parent,
  Function,
  Context,
  /** The book of the context. */
  Book,
}
const EDGE_SHIFT = 2;
const EDGE_SIZE = 1 << EDGE_SHIFT;

/**
 * The calls that were made lately, each in one of the two places where it may be: a caller calls several
 * functions in turn, and what it called last answers for one call in three only. The probes look at the
 * first place, where a new call displaces another to the second one. No function has the number 0 of an
 * empty place. The size is that of what a processor has next to it; it answers for more than nine calls
 * in ten of a large program.
 */
export const edges = new Int32Array(1 << (EDGE_BITS + EDGE_SHIFT));

/** The first place of an edge. */
export function edgeOf(parent: number, fn: number): number {
  const pair = (imul(parent, 0x9e3779b1) ^ imul(fn, 0x85ebca6b)) >>> (32 - EDGE_BITS + 1);
  return pair << (EDGE_SHIFT + 1);
}

let capacity = CAPACITY;
let coroutineCapacity = COROUTINE_CAPACITY;

// Open addressing with linear probing over (parent, function); 0 is an empty slot, as the root is
// nobody's child. At most half full.
let slots = new Int32Array(capacity * 2);
let slotMask = capacity * 2 - 1;
const noSlots = new Int32Array(0);

let limit = DEFAULT_MAX_CONTEXTS;

contexts.links[(ROOT << LINK_SHIFT) + Link.Parent] = -1;
contexts.links[(ROOT << LINK_SHIFT) + Link.Function] = NO_FUNCTION;

export function limitContexts(count: number): void {
  limit = count;
}

/** Lets every entry from the root ask for its tag. */
export function forgetEdgesOfRoot(): void {
  for (let edge = 0; edge < 1 << (EDGE_BITS + EDGE_SHIFT); edge += 1 << EDGE_SHIFT) {
    if (edges[edge + Edge.Parent] === ROOT) edges[edge + Edge.Function] = 0;
  }
}

/** The context of a function called in a context, made where it is new. */
export function childOf(parent: number, fn: number): number {
  const edge = edgeOf(parent, fn);
  return edges[edge + Edge.Parent] === parent && edges[edge + Edge.Function] === fn
    ? edges[edge + Edge.Context]
    : findChild(parent, fn);
}

/** That of a coroutine, while there are tags: if it has one of its own, under that one's root. */
export function taggedChild(parent: number, fn: number): number {
  if (parent === ROOT) return childOf(parent, fn);
  const tag = askForTag();
  return childOf(tag === UNTAGGED || tag === tagOf(parent) ? parent : rootOf(tag), fn);
}

/** The slow path of `childOf`; entries from the root all come here while there are tags. */
export function findChild(parent: number, fn: number): number {
  if (parent === ROOT && tagging.isOn) {
    const tag = askForTag();
    return tag === UNTAGGED ? childUnder(ROOT, fn) : childOf(rootOf(tag), fn);
  }
  const edge = edgeOf(parent, fn);
  const second = edge + EDGE_SIZE;
  if (edges[second + Edge.Parent] === parent && edges[second + Edge.Function] === fn) {
    return edges[second + Edge.Context];
  }
  const context = childUnder(parent, fn);
  for (let i = 0; i < EDGE_SIZE; i++) edges[second + i] = edges[edge + i];
  edges[edge + Edge.Parent] = parent;
  edges[edge + Edge.Function] = fn;
  edges[edge + Edge.Context] = context;
  edges[edge + Edge.Book] = bookOf(context);
  return context;
}

/** The root of what runs under a tag. */
export function rootOf(tag: number): number {
  if (tag === UNTAGGED) return ROOT;
  const slot = findSlot(ROOT, NO_FUNCTION - tag);
  return slots[slot] || addContext(ROOT, NO_FUNCTION - tag, slot);
}

export function isRoot(context: number): boolean {
  return functionOf(context) <= NO_FUNCTION;
}

export function tagOf(context: number): number {
  return isRoot(context) ? NO_FUNCTION - functionOf(context) : books.tag[bookOf(context)];
}

function childUnder(parent: number, fn: number): number {
  const slot = findSlot(parent, fn);
  let context = slots[slot];
  if (context === 0) {
    context = contexts.count < limit ? addContext(parent, fn, slot) : foldContext(parent, fn);
  }
  return context;
}

function findSlot(parent: number, fn: number): number {
  let slot = (imul(parent, 0x9e3779b1) ^ imul(fn, 0x85ebca6b)) >>> 7;
  for (slot &= slotMask; ; slot = (slot + 1) & slotMask) {
    const context = slots[slot];
    if (context === 0 || (functionOf(context) === fn && parentOf(context) === parent)) return slot;
  }
}

function addContext(parent: number, fn: number, slot: number): number {
  const context = contexts.count++;
  if (context === capacity) {
    growContexts();
    slot = findSlot(parent, fn);
  }
  const link = context << LINK_SHIFT;
  contexts.links[link + Link.Parent] = parent;
  contexts.links[link + Link.Function] = fn;
  if (fn > NO_FUNCTION) contexts.links[link + Link.Book] = bookOfFunction(fn, tagOf(parent));
  slots[slot] = context;
  return context;
}

/**
 * Past the bound, a call is booked on its function's context under the nearest ancestor that has
 * one, at the latest under its root: there a function may always have its own.
 */
function foldContext(parent: number, fn: number): number {
  contexts.folded++;
  let ancestor = parent;
  for (; !isRoot(ancestor); ancestor = parentOf(ancestor)) {
    if (functionOf(ancestor) === fn) return ancestor;
    const context = slots[findSlot(ancestor, fn)];
    if (context !== 0) return context;
  }
  const slot = findSlot(ancestor, fn);
  return slots[slot] || addContext(ancestor, fn, slot);
}

function growContexts(): void {
  capacity *= 2;
  contexts.figures = enlargedFloats(contexts.figures, capacity << FIGURE_SHIFT);
  contexts.links = enlargedIntegers(contexts.links, capacity << LINK_SHIFT);
  slots = enlargedIntegers(noSlots, capacity * 2);
  slotMask = capacity * 2 - 1;
  // The newest context is not in the table yet: its caller adds it.
  for (let context = 1; context < contexts.count - 1; context++) {
    slots[findSlot(parentOf(context), functionOf(context))] = context;
  }
}

/** Adds a row of coroutine figures for a context. */
export function addCoroutine(context: number): void {
  if (contexts.coroutineCount === coroutineCapacity) {
    coroutineCapacity *= 2;
    contexts.coroutineFigures = enlargedFloats(
      contexts.coroutineFigures,
      coroutineCapacity << COROUTINE_SHIFT,
    );
  }
  books.isCoroutine[bookOf(context)] = 1;
  const row = contexts.coroutineCount++;
  contexts.links[(context << LINK_SHIFT) + Link.Coroutine] =
    row * 2 + (hasNoSuchAncestor(context) ? 1 : 0);
}

export function parentOf(context: number): number {
  return contexts.links[(context << LINK_SHIFT) + Link.Parent];
}

/** Its function; of a root, less than 0. */
export function functionOf(context: number): number {
  return contexts.links[(context << LINK_SHIFT) + Link.Function];
}

export function bookOf(context: number): number {
  return contexts.links[(context << LINK_SHIFT) + Link.Book];
}

/** Whether a context can be suspended. */
export function isCoroutine(context: number): boolean {
  return contexts.links[(context << LINK_SHIFT) + Link.Coroutine] !== 0;
}

/** Whether no ancestor is a context of the same function, for one that can be suspended. */
export function isOutermost(context: number): boolean {
  return (contexts.links[(context << LINK_SHIFT) + Link.Coroutine] & 1) !== 0;
}

/** Offset of the coroutine figures of a context that can be suspended. */
export function offsetOfCoroutine(context: number): number {
  return (contexts.links[(context << LINK_SHIFT) + Link.Coroutine] >> 1) << COROUTINE_SHIFT;
}

function hasNoSuchAncestor(context: number): boolean {
  const fn = functionOf(context);
  for (let above = parentOf(context); !isRoot(above); above = parentOf(above)) {
    if (functionOf(above) === fn) return false;
  }
  return true;
}

/** Bytes held by the tables of this file. */
export function contextBytes(): number {
  return (
    contexts.figures.byteLength +
    contexts.links.byteLength +
    slots.byteLength +
    edges.byteLength +
    contexts.coroutineFigures.byteLength
  );
}
