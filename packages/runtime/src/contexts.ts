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
  /** 1 + the row in the coroutine figures, or 0. */
  CoroutineRow,
}
export const FIGURE_SHIFT = 2;

/** Further figures of contexts that can be suspended. */
export const enum CoroutineFigure {
  Exits,
  Suspensions,
  Awaiting,
  AwaitingLive,
  AwaitingStarts,
  Paused,
  PausedLive,
  PausedStarts,
  External,
  ExternalLive,
  ExternalStarts,
  /** 1 if no ancestor is a context of the same function. */
  Outermost,
}
export const COROUTINE_SHIFT = 4;

const ROOT = 0;
const NO_FUNCTION = -1;
export const DEFAULT_MAX_CONTEXTS = 1_000_000;

let capacity = 1024;
export let contextCount = 1;
export let coroutineContextCount = 0;
let coroutineCapacity = 64;

export let figures = new Float64Array(capacity << FIGURE_SHIFT);
export let parentOf = new Int32Array(capacity);
export let functionOf = new Int32Array(capacity);
/** The child that was entered last; most calls repeat it. */
export let lastChild = new Int32Array(capacity);
export let coroutineFigures = new Float64Array(coroutineCapacity << COROUTINE_SHIFT);

// Open addressing with linear probing over (parent, function); 0 is an empty slot, as the root is
// nobody's child. At most half full.
let slots = new Int32Array(capacity * 2);
let slotMask = capacity * 2 - 1;
const noSlots = new Int32Array(0);

let limit = DEFAULT_MAX_CONTEXTS;
/** Times that a new context was folded into an existing one; the latest child is not asked for again. */
export let foldedCalls = 0;

parentOf[ROOT] = -1;
functionOf[ROOT] = NO_FUNCTION;

export function limitContexts(count: number): void {
  limit = count;
}

/** The context of a function called in a context, made where it is new. */
export function childOf(parent: number, fn: number): number {
  const cached = lastChild[parent];
  return functionOf[cached] === fn ? cached : findChild(parent, fn);
}

export function findChild(parent: number, fn: number): number {
  const slot = findSlot(parent, fn);
  let context = slots[slot];
  if (context === 0) {
    context = contextCount < limit ? addContext(parent, fn, slot) : foldContext(parent, fn);
  }
  lastChild[parent] = context;
  return context;
}

function findSlot(parent: number, fn: number): number {
  let slot = (imul(parent, 0x9e3779b1) ^ imul(fn, 0x85ebca6b)) >>> 7;
  for (slot &= slotMask; ; slot = (slot + 1) & slotMask) {
    const context = slots[slot];
    if (context === 0 || (functionOf[context] === fn && parentOf[context] === parent)) return slot;
  }
}

function addContext(parent: number, fn: number, slot: number): number {
  const context = contextCount++;
  if (context === capacity) {
    growContexts();
    slot = findSlot(parent, fn);
  }
  parentOf[context] = parent;
  functionOf[context] = fn;
  slots[slot] = context;
  return context;
}

/**
 * Past the bound, a call is booked on its function's context under the nearest ancestor that has
 * one, at the latest under the root: there a function may always have its own.
 */
function foldContext(parent: number, fn: number): number {
  foldedCalls++;
  for (let ancestor = parent; ancestor > ROOT; ancestor = parentOf[ancestor]) {
    if (functionOf[ancestor] === fn) return ancestor;
    const context = slots[findSlot(ancestor, fn)];
    if (context !== 0) return context;
  }
  const slot = findSlot(ROOT, fn);
  return slots[slot] || addContext(ROOT, fn, slot);
}

function growContexts(): void {
  capacity *= 2;
  figures = enlargedFloats(figures, capacity << FIGURE_SHIFT);
  parentOf = enlargedIntegers(parentOf, capacity);
  functionOf = enlargedIntegers(functionOf, capacity);
  lastChild = enlargedIntegers(lastChild, capacity);
  slots = enlargedIntegers(noSlots, capacity * 2);
  slotMask = capacity * 2 - 1;
  // The newest context is not in the table yet: its caller adds it.
  for (let context = 1; context < contextCount - 1; context++) {
    slots[findSlot(parentOf[context], functionOf[context])] = context;
  }
}

/** The offset in the coroutine figures of a context, made where it is new. */
export function coroutineOffset(context: number): number {
  const figure = (context << FIGURE_SHIFT) + Figure.CoroutineRow;
  const row = figures[figure];
  if (row !== 0) return (row - 1) << COROUTINE_SHIFT;
  if (coroutineContextCount === coroutineCapacity) {
    coroutineCapacity *= 2;
    coroutineFigures = enlargedFloats(coroutineFigures, coroutineCapacity << COROUTINE_SHIFT);
  }
  const offset = coroutineContextCount++ << COROUTINE_SHIFT;
  figures[figure] = coroutineContextCount;
  coroutineFigures[offset + CoroutineFigure.Outermost] = isOutermost(context) ? 1 : 0;
  return offset;
}

function isOutermost(context: number): boolean {
  const fn = functionOf[context];
  for (let above = parentOf[context]; above > ROOT; above = parentOf[above]) {
    if (functionOf[above] === fn) return false;
  }
  return true;
}

/** Bytes held by the tables of this file. */
export function contextBytes(): number {
  return (
    figures.byteLength + parentOf.byteLength * 3 + slots.byteLength + coroutineFigures.byteLength
  );
}
