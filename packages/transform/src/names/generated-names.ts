import type * as t from '@babel/types';
import { some } from '../ast/some.js';

/** The identifiers that emitted code uses; none of them occurs in the source. */
export interface GeneratedNames {
  /** The probes. */
  readonly probes: string;
  /** The function that returns the id of a function of this file. */
  readonly functionId: string;
  /** The variable that holds the first id of the file once it is registered. */
  readonly firstId: string;
  /** The activation of a function, or its depth on the stack. */
  readonly handle: string;
  /** The activation of the file's own body, or its depth on the stack. */
  readonly moduleHandle: string;
  /** The result of `hold`. */
  readonly held: string;
  /** @returns a new name at each call */
  temporary(): string;
}

/** The global on which every copy of the runtime leaves its probes. */
const GLOBAL_PROBES = '__coroscope__';

/**
 * Chooses identifiers that are free in a file.
 *
 * @param suffix ends the names at the top of a script, which shares its scope with other scripts
 * @param usesGlobal whether emitted code reaches the probes by the global
 */
export function generateNames(
  program: t.Program,
  code: string | undefined,
  suffix: string,
  usesGlobal: boolean,
): GeneratedNames {
  const isTaken = occurrence(program, code);
  let prefix = '$';
  while (['c', 'b', 'v', 'f', 'h', 't'].some((letter) => isTaken(prefix + letter)))
    prefix = `_${prefix}`;
  let temporaries = 0;
  return {
    probes: usesGlobal ? GLOBAL_PROBES : `${prefix}c`,
    functionId: `${prefix}b${suffix}`,
    firstId: `${prefix}v${suffix}`,
    handle: `${prefix}f`,
    moduleHandle: `${prefix}f${suffix}`,
    held: `${prefix}h`,
    temporary: () => `${prefix}t${++temporaries}`,
  };
}

/** An escape that may hide a `$`, or the letter after it, from a search of the text. */
const ESCAPED = /\\u(?:0024|\{0*24\})|\$\\u/;

/**
 * A test of whether a text occurs in a source. Searching the text is fastest. Where there is none, or
 * it has such escapes, the identifiers of the tree are searched.
 */
function occurrence(program: t.Program, code: string | undefined): (text: string) => boolean {
  if (code !== undefined && !ESCAPED.test(code)) return (text) => code.includes(text);
  const identifiers = new Set<string>();
  some(program, (node) => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') identifiers.add(node.name);
    return undefined;
  });
  const all = [...identifiers].filter((name) => name.includes('$')).join('\n');
  return (text) => all.includes(text);
}
