import type { Numbers } from './column-codec.js';

/** The functions of a call tree, each as its number among the callees of its caller. */
export interface CalleeCodes {
  /** By row: 0 for a callee that its caller has not had before, or the number of that callee among the caller's. */
  codes: Int32Array;
  /** The functions of the rows whose code is 0, in their order. */
  added: number[];
}

/**
 * The functions of a call tree as small numbers: a function calls few others, again and again.
 *
 * @param parent By row: that of its caller, which precedes it.
 */
export function encodeCallees(parent: Numbers, functions: Numbers): CalleeCodes {
  const codes = new Int32Array(functions.length);
  const added: number[] = [];
  /** By function: the numbers of those that it has called, from 1. */
  const known = new Map<number, Map<number, number>>();
  for (let row = 0; row < functions.length; row++) {
    const caller = functions[parent[row]];
    let callees = known.get(caller);
    if (callees === undefined) known.set(caller, (callees = new Map()));
    const callee = functions[row];
    codes[row] = callees.get(callee) ?? 0;
    if (codes[row] > 0) continue;
    callees.set(callee, callees.size + 1);
    added.push(callee);
  }
  return { codes, added };
}

/** The functions that `encodeCallees` was given, in place of their codes. */
export function decodeCallees(parent: Numbers, codes: Int32Array, added: Numbers): void {
  let next = 0;
  const known = new Map<number, number[]>();
  for (let row = 0; row < codes.length; row++) {
    const caller = codes[parent[row]];
    let callees = known.get(caller);
    if (callees === undefined) known.set(caller, (callees = []));
    if (codes[row] === 0) callees.push((codes[row] = added[next++]));
    else codes[row] = callees[codes[row] - 1];
  }
}
