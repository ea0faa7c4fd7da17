import type * as t from '@babel/types';
import type { RuntimeAccess } from './options.js';
import { some } from './walk.js';

/** The names that emitted code uses; none of them occurs in the source. */
export interface Names {
  /** The probes. */
  probes: string;
  /** Function that gives the id of a function of this file. */
  base: string;
  /** Variable that holds the base once the file is registered. */
  registered: string;
  /** The activation, or depth of the stack, of a function. */
  handle: string;
  /** The same of the file's own body. */
  moduleHandle: string;
  /** What `hold` gave. */
  held: string;
  /** A new name for each call. */
  temporary(): string;
}

/** Where every copy of the runtime leaves its probes. */
const GLOBAL_PROBES = '__coroscope__';

/**
 * @param suffix what the names at the top of a script end in: it shares that scope with others
 */
export function chooseNames(
  program: t.Program,
  code: string | undefined,
  suffix: string,
  runtime: RuntimeAccess,
): Names {
  const isTaken = occurrence(program, code);
  let prefix = '$';
  while (['c', 'b', 'v', 'f', 'h', 't'].some((letter) => isTaken(prefix + letter)))
    prefix = `_${prefix}`;
  let temporaries = 0;
  return {
    probes: runtime === 'global' ? GLOBAL_PROBES : `${prefix}c`,
    base: `${prefix}b${suffix}`,
    registered: `${prefix}v${suffix}`,
    handle: `${prefix}f`,
    moduleHandle: `${prefix}f${suffix}`,
    held: `${prefix}h`,
    temporary: () => `${prefix}t${++temporaries}`,
  };
}

/** An escape by which an identifier may hold a `$` and the letter after it unseen. */
const ESCAPED = /\\u(?:0024|\{0*24\})|\$\\u/;

/**
 * Whether a text occurs in a source. Searching the text is fastest; where there is none, or one
 * that hides its identifiers behind escapes, the identifiers of the tree are searched.
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

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), 32 bits, in base 36. */
export function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
