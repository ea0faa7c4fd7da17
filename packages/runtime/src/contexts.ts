import { functions } from './functions.js';
import { enlargedFloats, enlargedIntegers, imul } from './intrinsics.js';

/**
 * The calling-context tree: a context is a function reached by one logical path of calls. Contexts
 * are rows of typed arrays and never die; row 0 is the root, which has what no instrumented
 * function called, and whose self time is the time with nothing on the stack.
 *
 * After G. Ammons, T. Ball, J. R. Larus, "Exploiting Hardware Performance Counters with Flow and
 * Context Sensitive Profiling", PLDI 1997, without their folding of recursion.
 */

/** Figures of every context, kept side by side for the sake of the cache. */
export const enum Figure {
  Calls,
  Self,
  OnStack,
  /** Offset of its row in the coroutine figures, or 0. */
  CoroutineFigures,
}
export const FIGURE_SHIFT = 2;

/** Further figures of contexts that can be suspended; see waits for the rest. */
export const enum CoroutineFigure {
  Exits,
  /** Sum of the ends less the beginnings of the times in which a child explains a wait. */
  Explained,
  /** Number of such times in progress. */
  ExplainedLive,
  /** The function if no ancestor is a context of the same one, else 0. */
  OutermostOf,
}
export const COROUTINE_SHIFT = 2;

const ROOT = 0;
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
  parent: new Int32Array(CAPACITY),
  fn: new Int32Array(CAPACITY),
  /** The child that was entered last; most calls repeat it. */
  lastChild: new Int32Array(CAPACITY),
  /** Row 0 is nobody's. */
  coroutineCount: 1,
  coroutineFigures: new Float64Array(COROUTINE_CAPACITY << COROUTINE_SHIFT),
  /** Times that a new context was folded into an existing one; the latest child is not asked for again. */
  folded: 0,
};

let capacity = CAPACITY;
let coroutineCapacity = COROUTINE_CAPACITY;

// Open addressing with linear probing over (parent, function); 0 is an empty slot, as the root is
// nobody's child. At most half full.
let slots = new Int32Array(capacity * 2);
let slotMask = capacity * 2 - 1;
const noSlots = new Int32Array(0);

let limit = DEFAULT_MAX_CONTEXTS;

contexts.parent[ROOT] = -1;
contexts.fn[ROOT] = NO_FUNCTION;

export function limitContexts(count: number): void {
  limit = count;
}

/** The context of a function called in a context, made where it is new. */
export function childOf(parent: number, fn: number): number {
  const cached = contexts.lastChild[parent];
  return contexts.fn[cached] === fn ? cached : findChild(parent, fn);
}

export function findChild(parent: number, fn: number): number {
  const slot = findSlot(parent, fn);
  let context = slots[slot];
  if (context === 0) {
    context = contexts.count < limit ? addContext(parent, fn, slot) : foldContext(parent, fn);
  }
  contexts.lastChild[parent] = context;
  return context;
}

function findSlot(parent: number, fn: number): number {
  let slot = (imul(parent, 0x9e3779b1) ^ imul(fn, 0x85ebca6b)) >>> 7;
  for (slot &= slotMask; ; slot = (slot + 1) & slotMask) {
    const context = slots[slot];
    if (context === 0 || (contexts.fn[context] === fn && contexts.parent[context] === parent))
      return slot;
  }
}

function addContext(parent: number, fn: number, slot: number): number {
  const context = contexts.count++;
  if (context === capacity) {
    growContexts();
    slot = findSlot(parent, fn);
  }
  contexts.parent[context] = parent;
  contexts.fn[context] = fn;
  slots[slot] = context;
  return context;
}

/**
 * Past the bound, a call is booked on its function's context under the nearest ancestor that has
 * one, at the latest under the root: there a function may always have its own.
 */
function foldContext(parent: number, fn: number): number {
  contexts.folded++;
  for (let ancestor = parent; ancestor > ROOT; ancestor = contexts.parent[ancestor]) {
    if (contexts.fn[ancestor] === fn) return ancestor;
    const context = slots[findSlot(ancestor, fn)];
    if (context !== 0) return context;
  }
  const slot = findSlot(ROOT, fn);
  return slots[slot] || addContext(ROOT, fn, slot);
}

function growContexts(): void {
  capacity *= 2;
  contexts.figures = enlargedFloats(contexts.figures, capacity << FIGURE_SHIFT);
  contexts.parent = enlargedIntegers(contexts.parent, capacity);
  contexts.fn = enlargedIntegers(contexts.fn, capacity);
  contexts.lastChild = enlargedIntegers(contexts.lastChild, capacity);
  slots = enlargedIntegers(noSlots, capacity * 2);
  slotMask = capacity * 2 - 1;
  // The newest context is not in the table yet: its caller adds it.
  for (let context = 1; context < contexts.count - 1; context++) {
    slots[findSlot(contexts.parent[context], contexts.fn[context])] = context;
  }
}

/** Adds a row of coroutine figures for a context, and gives its offset. */
export function addCoroutineFigures(context: number): number {
  if (contexts.coroutineCount === coroutineCapacity) {
    coroutineCapacity *= 2;
    contexts.coroutineFigures = enlargedFloats(
      contexts.coroutineFigures,
      coroutineCapacity << COROUTINE_SHIFT,
    );
  }
  const fn = contexts.fn[context];
  const offset = contexts.coroutineCount++ << COROUTINE_SHIFT;
  contexts.figures[(context << FIGURE_SHIFT) + Figure.CoroutineFigures] = offset;
  contexts.coroutineFigures[offset + CoroutineFigure.OutermostOf] = isOutermost(context) ? fn : 0;
  functions.isCoroutine[fn] = 1;
  return offset;
}

function isOutermost(context: number): boolean {
  const fn = contexts.fn[context];
  for (let above = contexts.parent[context]; above > ROOT; above = contexts.parent[above]) {
    if (contexts.fn[above] === fn) return false;
  }
  return true;
}

/** Bytes held by the tables of this file. */
export function contextBytes(): number {
  return (
    contexts.figures.byteLength +
    contexts.parent.byteLength * 3 +
    slots.byteLength +
    contexts.coroutineFigures.byteLength
  );
}
