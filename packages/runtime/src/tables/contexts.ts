import { Column } from '../format/memory-layout.js';
import { enlargedIntegers, imul } from '../platform/intrinsics.js';
import {
  largerFloats,
  largerIntegers,
  place,
  sharedFloats,
  sharedIntegers,
} from '../platform/thread-memory.js';
import { functionStats, rowOfFunction } from './function-stats.js';
import { Size, sizes } from './sizes.js';
import { askForTag, tagging, UNTAGGED } from './tags.js';

/**
 * The calling-context tree: a context is a function reached by one logical path of calls. Contexts are
 * rows of typed arrays and are never removed. Row 0 is the root: its children are what no instrumented
 * function called, and its self time is the time with nothing on the stack. Each tag has a root of its
 * own below that one.
 *
 *     row   tree                    links
 *      0    (root)                    Parent       row of the calling context
 *      1    +- main                   Function     id of the function
 *      2    |  +- load                FunctionRow  row in function-stats: one per function and tag,
 *      3    |  |  +- query                         so that rows 3 and 4 share one
 *      4    |  +- query               Coroutine    row in coroutineFigures, if it can be suspended
 *      5    +- (root of tag "a")    figures
 *      6       +- load                Calls, Self, OnStack, Exits
 *
 * A call finds the context of its callee in one of three steps:
 *
 *     edges    a cache of recent calls by (caller, function); probes look at its first way only
 *       |
 *       +-miss-> slots    a hash table of all contexts by (parent, function)
 *                  |
 *                  +-miss-> a new row or, from half of the limit on, a context of the function further up
 *
 * Any call may throw, since programs use up the native stack and go on. So whatever changes a table has
 * all that it needs computed, and its room made, before it writes.
 *
 * After G. Ammons, T. Ball, J. R. Larus, "Exploiting Hardware Performance Counters with Flow and
 * Context Sensitive Profiling", PLDI 1997, without their folding of recursion.
 */

/** Figures of every context, side by side so that they share a cache line. */
export const enum Figure {
  Calls,
  Self,
  OnStack,
  /** Only of a coroutine's context. */
  Exits,
  /** Only of a synchronous function's context: calls that were not timed (see hot-functions). */
  Untimed = Exits,
}
export const FIGURE_SHIFT = 2;

/** What a context is. */
export const enum Link {
  Parent,
  Function,
  /** Row of its function and tag in function-stats. */
  FunctionRow,
  /**
   * Of a coroutine's context: twice its row in the coroutine figures, plus one if no ancestor is a
   * context of the same function. Of any other context 0.
   */
  Coroutine,
}
export const LINK_SHIFT = 2;

/** Further figures of coroutines' contexts; suspension-stats has the rest. */
export const enum CoroutineFigure {
  /** Running sum of the times in which a child explains a wait: ends less beginnings. */
  Explained,
  /** Number of such times in progress. */
  ExplainedLive,
}
const COROUTINE_SHIFT = 1;

export const ROOT = 0;
/** A root has this as its function, less the number of its tag. */
const NO_FUNCTION = -1;
export const DEFAULT_MAX_CONTEXTS = 1_000_000;

const CAPACITY = 1024;
/** Tables with fewer rows grow by a factor of four, larger ones by two. */
const LARGE = 2 ** 20;
const COROUTINE_CAPACITY = 64;

/**
 * Tables that the probes use are fields of a constant object: V8 takes a field that has been assigned
 * only once for a constant, and compiles the array's address into the code. Growing costs that, and one
 * recompilation. A variable of the module would be loaded and checked at each access.
 */
export const contexts = {
  figures: sharedFloats(Column.ContextFigures, CAPACITY << FIGURE_SHIFT),
  /** What each context is, side by side for the same reason. */
  links: sharedIntegers(Column.ContextLinks, CAPACITY << LINK_SHIFT),
  /** The contended time of others while tasks ran that began in each context (see blame). */
  blame: sharedFloats(Column.ContextBlame, CAPACITY),
  /** Row 0 is reserved. */
  coroutineCount: 1,
  coroutineFigures: sharedFloats(Column.CoroutineFigures, COROUTINE_CAPACITY << COROUTINE_SHIFT),
};

const EDGE_BITS = 12;

/** The fields of an entry in the edge cache. */
export const enum Edge {
  Parent,
  Function,
  Context,
  /** The context's row in function-stats. */
  FunctionRow,
}
const EDGE_SHIFT = 2;
const EDGE_SIZE = 1 << EDGE_SHIFT;

/**
 * A two-way set-associative cache of recent calls. (A caller calls several functions in turn: its latest
 * callee alone would answer one call in three.) Probes look at the first way only, where a new call
 * displaces another to the second one. Function 0 marks an empty entry. Its 64 kB
 * stay in the caches next to a processor, and answer more than nine in ten calls of a large program.
 */
export const edges = new Int32Array(1 << (EDGE_BITS + EDGE_SHIFT));

/** Offset of the first way of an edge's set. */
export function edgeOf(parent: number, fn: number): number {
  const pair = (imul(parent, 0x9e3779b1) ^ imul(fn, 0x85ebca6b)) >>> (32 - EDGE_BITS + 1);
  return pair << (EDGE_SHIFT + 1);
}

let capacity = CAPACITY;
let coroutineCapacity = COROUTINE_CAPACITY;

// Open addressing with linear probing over (parent, function). At most half full. Each slot holds a context and the
// hash that it was found by, so that others are passed by without a look at their rows, which are in no cache.
// Context 0 marks an empty slot, since the root is no context's child.
let slots = new Int32Array(capacity * 4);
let slotMask = capacity * 4 - 2;
const noSlots = new Int32Array(0);

const FOLD_BITS = 18;
// Where calls past the limit have been counted, as entries of the edge cache are: a program that reaches the limit is
// deep, and most of its calls come after that. Direct-mapped; made with the first of them.
let folds = noSlots;

let limit = DEFAULT_MAX_CONTEXTS;
// From half of them on, recursion is folded. The other half is for what has no context further up: without it, all that
// is first called after some deep recursion would leave its callers and stand below the root.
let foldLimit = foldLimitOf(limit);

sizes[Size.Contexts] = 1;

contexts.links[(ROOT << LINK_SHIFT) + Link.Parent] = -1;
contexts.links[(ROOT << LINK_SHIFT) + Link.Function] = NO_FUNCTION;

export function limitContexts(count: number): void {
  // With more room, further calls may get contexts of their own, nearer than where such calls went before.
  if (count !== limit) folds = noSlots;
  limit = count;
  foldLimit = foldLimitOf(count);
}

function foldLimitOf(count: number): number {
  return Math.floor(count / 2);
}

/** The context of a function called in a context, added if it is new. */
export function childOf(parent: number, fn: number): number {
  const edge = edgeOf(parent, fn);
  return edges[edge + Edge.Parent] === parent && edges[edge + Edge.Function] === fn
    ? edges[edge + Edge.Context]
    : findChild(parent, fn);
}

/** The context of a coroutine while there are tags: with a tag of its own, it goes below that tag's root. */
export function taggedChild(parent: number, fn: number): number {
  if (parent === ROOT) return childOf(parent, fn);
  const tag = askForTag();
  return childOf(tag === UNTAGGED || tag === tagOf(parent) ? parent : rootOf(tag), fn);
}

/** The slow path of `childOf`, which all calls from the root take: they begin a task, and have a tag. */
export function findChild(parent: number, fn: number): number {
  if (parent === ROOT) {
    const tag = tagging.isOn ? askForTag() : UNTAGGED;
    return tag === UNTAGGED ? childUnder(ROOT, fn) : childOf(rootOf(tag), fn);
  }
  const edge = edgeOf(parent, fn);
  const second = edge + EDGE_SIZE;
  if (edges[second + Edge.Parent] === parent && edges[second + Edge.Function] === fn) {
    return edges[second + Edge.Context];
  }
  const context = childUnder(parent, fn);
  const row = functionRowOf(context);
  for (let i = 0; i < EDGE_SIZE; i++) edges[second + i] = edges[edge + i];
  edges[edge + Edge.Parent] = parent;
  edges[edge + Edge.Function] = fn;
  edges[edge + Edge.Context] = context;
  edges[edge + Edge.FunctionRow] = row;
  return context;
}

/** The root of a tag. */
export function rootOf(tag: number): number {
  if (tag === UNTAGGED) return ROOT;
  const slot = findSlot(ROOT, NO_FUNCTION - tag);
  return slots[slot] || addContext(ROOT, NO_FUNCTION - tag, slot);
}

export function isRoot(context: number): boolean {
  return functionOf(context) <= NO_FUNCTION;
}

export function tagOf(context: number): number {
  return isRoot(context)
    ? NO_FUNCTION - functionOf(context)
    : functionStats.tag[functionRowOf(context)];
}

function childUnder(parent: number, fn: number): number {
  const slot = findSlot(parent, fn);
  let context = slots[slot];
  if (context === 0) {
    context =
      sizes[Size.Contexts] < foldLimit ? addContext(parent, fn, slot) : foldContext(parent, fn);
  }
  return context;
}

function findSlot(parent: number, fn: number): number {
  const hash = hashOf(parent, fn);
  for (let slot = slotOf(hash, slotMask); ; slot = (slot + 2) & slotMask) {
    const context = slots[slot];
    if (context === 0) return slot;
    if (slots[slot + 1] !== hash) continue;
    if (functionOf(context) === fn && parentOf(context) === parent) return slot;
  }
}

function hashOf(parent: number, fn: number): number {
  return imul(parent, 0x9e3779b1) ^ imul(fn, 0x85ebca6b);
}

/** The first slot that is looked at, an even number. */
function slotOf(hash: number, mask: number): number {
  return ((hash >>> 7) << 1) & mask;
}

function addContext(parent: number, fn: number, slot: number): number {
  if (sizes[Size.Contexts] === capacity) {
    growContexts();
    slot = findSlot(parent, fn);
  }
  const row = fn > NO_FUNCTION ? rowOfFunction(fn, tagOf(parent)) : 0;
  const context = sizes[Size.Contexts];
  const link = context << LINK_SHIFT;
  contexts.links[link + Link.Parent] = parent;
  contexts.links[link + Link.Function] = fn;
  contexts.links[link + Link.FunctionRow] = row;
  slots[slot + 1] = hashOf(parent, fn);
  slots[slot] = context;
  sizes[Size.Contexts] = context + 1;
  return context;
}

/**
 * From half of the limit on, a call counts for its function's context below the nearest ancestor that has one. Where
 * none has, it gets its own up to the limit, and past it the one below its root: there a function always gets one.
 */
function foldContext(parent: number, fn: number): number {
  if (folds.length === 0) folds = enlargedIntegers(folds, 1 << (FOLD_BITS + EDGE_SHIFT));
  const fold = (hashOf(parent, fn) >>> (32 - FOLD_BITS)) << EDGE_SHIFT;
  if (folds[fold + Edge.Parent] === parent && folds[fold + Edge.Function] === fn) {
    sizes[Size.FoldedCalls]++;
    return folds[fold + Edge.Context];
  }
  const context = findFold(parent, fn);
  // It is found by itself from now on.
  if (parentOf(context) === parent && functionOf(context) === fn) return context;
  sizes[Size.FoldedCalls]++;
  folds[fold + Edge.Parent] = parent;
  folds[fold + Edge.Function] = fn;
  folds[fold + Edge.Context] = context;
  return context;
}

function findFold(parent: number, fn: number): number {
  let ancestor = parent;
  for (; !isRoot(ancestor); ancestor = parentOf(ancestor)) {
    if (functionOf(ancestor) === fn) return ancestor;
    const context = slots[findSlot(ancestor, fn)];
    if (context !== 0) return context;
  }
  if (sizes[Size.Contexts] < limit) return addContext(parent, fn, findSlot(parent, fn));
  const slot = findSlot(ancestor, fn);
  return slots[slot] || addContext(ancestor, fn, slot);
}

function growContexts(): void {
  // A table that moves leaves its place empty: in large steps, less is left behind, and less copied.
  const larger = capacity * (capacity < LARGE ? 4 : 2);
  const figures = largerFloats(contexts.figures, larger << FIGURE_SHIFT);
  const links = largerIntegers(contexts.links, larger << LINK_SHIFT);
  const blame = largerFloats(contexts.blame, larger);
  const largerSlots = enlargedIntegers(noSlots, larger * 4);
  const mask = larger * 4 - 2;
  for (let context = 1; context < sizes[Size.Contexts]; context++) {
    const hash = hashOf(parentOf(context), functionOf(context));
    let slot = slotOf(hash, mask);
    while (largerSlots[slot] !== 0) slot = (slot + 2) & mask;
    largerSlots[slot] = context;
    largerSlots[slot + 1] = hash;
  }
  contexts.figures = place(Column.ContextFigures, figures);
  contexts.links = place(Column.ContextLinks, links);
  contexts.blame = place(Column.ContextBlame, blame);
  slots = largerSlots;
  slotMask = mask;
  capacity = larger;
}

/** Gives a context a row of coroutine figures. */
export function addCoroutine(context: number): void {
  if (contexts.coroutineCount === coroutineCapacity) {
    contexts.coroutineFigures = place(
      Column.CoroutineFigures,
      largerFloats(contexts.coroutineFigures, (coroutineCapacity * 2) << COROUTINE_SHIFT),
    );
    coroutineCapacity *= 2;
  }
  const functionRow = functionRowOf(context);
  const isOutermost = hasNoSuchAncestor(context) ? 1 : 0;
  functionStats.isCoroutine[functionRow] = 1;
  const row = contexts.coroutineCount++;
  contexts.links[(context << LINK_SHIFT) + Link.Coroutine] = row * 2 + isOutermost;
}

export function parentOf(context: number): number {
  return contexts.links[(context << LINK_SHIFT) + Link.Parent];
}

/** The function of a context; less than 0 for a root. */
export function functionOf(context: number): number {
  return contexts.links[(context << LINK_SHIFT) + Link.Function];
}

export function functionRowOf(context: number): number {
  return contexts.links[(context << LINK_SHIFT) + Link.FunctionRow];
}

/** Whether a context is a coroutine's. */
export function isCoroutine(context: number): boolean {
  return contexts.links[(context << LINK_SHIFT) + Link.Coroutine] !== 0;
}

/** Whether no ancestor of a coroutine's context is a context of the same function. */
export function isOutermost(context: number): boolean {
  return (contexts.links[(context << LINK_SHIFT) + Link.Coroutine] & 1) !== 0;
}

/** Offset of the coroutine figures of a coroutine's context. */
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

/** Size of the tables in this file, in bytes. */
export function contextBytes(): number {
  return (
    contexts.figures.byteLength +
    contexts.links.byteLength +
    contexts.blame.byteLength +
    slots.byteLength +
    folds.byteLength +
    edges.byteLength +
    contexts.coroutineFigures.byteLength
  );
}
