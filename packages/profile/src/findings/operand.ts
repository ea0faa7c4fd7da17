import type { Profile } from '../document/profile.js';

/** What is awaited at a site, as its line of source has it. */
export interface Operand {
  /** What the method is called on: `tx` of `await tx.insert(row)`. */
  receiver: string | undefined;
  /** The last name before the arguments: `insert`. */
  method: string;
}

/** `await tx.rows.insert(`, or with `?.`; what stands in brackets or calls before it is not matched. */
const OPERAND = /^(?:await|return)\s+(?:new\s+)?((?:[\w$#]+\??\.)*)([\w$#]+)\s*[(<`]/;

/** @returns the call that is awaited; undefined where the line is unknown or has something else */
export function operandAt(
  site: number,
  { files, functions, sites }: Pick<Profile, 'files' | 'functions' | 'sites'>,
): Operand | undefined {
  const { function: owner, line, column } = sites[site];
  const text = files[functions[owner].file].lines?.[line];
  const match = text && OPERAND.exec(text.slice(column - 1));
  if (!match) return undefined;
  const [, receiver, method] = match;
  return { receiver: receiver === '' ? undefined : receiver.replace(/\??\.$/, ''), method };
}
