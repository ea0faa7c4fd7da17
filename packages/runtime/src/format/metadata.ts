import { FUNCTION_KINDS, SITE_KINDS, type FunctionKind, type SiteKind } from './kinds.js';

/** The version of the contract in docs/emitted-code.md that this runtime implements. */
export const ABI_VERSION = 1;

/** The beginning of the symbol under which all copies of the runtime in a realm share one engine. */
export const RUNTIME_KEY = 'coroscope.runtime/';

/**
 * The beginning of the comment that locates a function in the source of its file:
 * `!coroscope:<key of the file>:<start>:<end>`, in UTF-16 code units.
 */
export const SOURCE_MARK = '!coroscope:';

export interface FunctionMetadata {
  name: string;
  kind: FunctionKind;
  /** Index among the sources of the instrumented file. */
  source: number;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  counted: boolean;
}

export interface SiteMetadata {
  /** Index of the function in the file. */
  function: number;
  kind: SiteKind;
  line: number;
  column: number;
  inLoop: boolean;
  /** Indices, ascending, of the sites of the same function on which this one depends; absent for none. */
  dependsOn?: number[];
}

export interface FileMetadata {
  functions: FunctionMetadata[];
  sites: SiteMetadata[];
}

/** The digits of numbers in encoded metadata, as in source maps (https://tc39.es/ecma426/). */
export const METADATA_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** In the place of a site's kind: there are no more sites, dependences follow. */
export const NO_MORE_SITES = 7;

const NUMBER_OF_DIGIT = new Map([...METADATA_DIGITS].map((digit, value) => [digit, value]));

/**
 * Decodes the metadata that emitted code carries: a run of numbers in the VLQ encoding of source maps
 * (five bits per digit, lowest first, the sixth bit set on all digits but the last; the lowest
 * bit of a signed number is its sign). Apart from columns, each is the difference from the
 * previous record.
 *
 *     file     = 2 * count of functions + (1 if there are several sources), function*, site*,
 *                [7, dependent site*, 0*]
 *     function = kind + 8 * counted, [signed source], signed line, column - 1,
 *                length of the prefix that its name shares with the previous name,
 *                length of the rest of the name, that rest as plain text
 *     site     = kind + 8 * inLoop, signed function, signed line, column - 1
 *     dependent site = its distance from the dependent site before it, count of the sites on which it
 *                depends, signed distance from it to the first of these, and from each to the next
 *
 * The numbers from the 7 on are padded to a multiple of four. A reader of version 0.1 takes them for sites
 * beyond the number that the file has registered, and never looks at them.
 *
 * @throws {Error} if the text is malformed
 */
export function decodeMetadata(text: string): FileMetadata {
  let position = 0;

  const number = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 32) {
      const digit = NUMBER_OF_DIGIT.get(text.charAt(position));
      if (digit === undefined) throw new Error(`Metadata is damaged at character ${position}`);
      position++;
      value += (digit & 31) * factor;
      if (digit < 32) return value;
    }
  };
  const difference = () => {
    const value = number();
    return value & 1 ? -((value - 1) / 2) : value / 2;
  };

  const header = number();
  const hasSources = header % 2 === 1;
  const functions: FunctionMetadata[] = [];
  let name = '';
  let source = 0;
  let line = 0;
  while (functions.length < Math.floor(header / 2)) {
    const flags = number();
    if (hasSources) source += difference();
    line += difference();
    const column = number() + 1;
    const shared = number();
    const length = number();
    name = name.slice(0, shared) + text.slice(position, position + length);
    position += length;
    const kind = FUNCTION_KINDS[flags & 7]!;
    functions.push({ name, kind, source, line, column, counted: flags > 7 });
  }

  const sites: SiteMetadata[] = [];
  let owner = 0;
  line = 0;
  while (position < text.length) {
    const flags = number();
    if (flags === NO_MORE_SITES) break;
    owner += difference();
    line += difference();
    const column = number() + 1;
    sites.push({ function: owner, kind: SITE_KINDS[flags & 7]!, line, column, inLoop: flags > 7 });
  }
  // Padding is a distance of 0.
  for (let site = -1; position < text.length;) {
    const distance = number();
    if (distance === 0) continue;
    site += distance;
    const dependsOn: number[] = [];
    let dependence = site;
    for (let count = number(); count > 0; count--) {
      dependence += dependsOn.length === 0 ? difference() : number();
      dependsOn.push(dependence);
    }
    if (sites[site] !== undefined) sites[site].dependsOn = dependsOn;
  }
  return { functions, sites };
}
