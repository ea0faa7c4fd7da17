import type { FunctionKind, SiteKind } from './document.js';

/** The version of the contract in docs/emitted-code.md that this runtime serves. */
export const ABI_VERSION = 1;

/**
 * How the comment begins that says where the text of a function stands in the source of its file:
 * `!coroscope:<key of the file>:<start>:<end>`, in UTF-16 units.
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
}

export interface FileMetadata {
  functions: FunctionMetadata[];
  sites: SiteMetadata[];
}

/** Kinds by their number in encoded metadata: new ones go last. */
export const FUNCTION_KINDS: readonly FunctionKind[] = [
  'module',
  'function',
  'async',
  'generator',
  'asyncGenerator',
];

/** As `FUNCTION_KINDS`. */
export const SITE_KINDS: readonly SiteKind[] = [
  'await',
  'yield',
  'yield*',
  'for await',
  'await using',
  'return',
];

/** Digits of the numbers in encoded metadata: those of source maps (https://tc39.es/ecma426/). */
export const METADATA_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const NUMBER_OF_DIGIT = new Map([...METADATA_DIGITS].map((digit, value) => [digit, value]));

/**
 * Reads the metadata that travels in emitted code: a run of numbers, written as in source maps
 * (five bits a digit, lowest first, the sixth bit set on all digits but the last; where a number
 * can be negative, the lowest bit is its sign). All are differences to the record before, but for
 * columns.
 *
 *     file     = 2 * count of functions + (1 if there are several sources), function*, site*
 *     function = kind + 8 * counted, [±source], ±line, column - 1,
 *                length of the beginning that its name shares with the name before,
 *                length of the rest of the name, that rest as it is
 *     site     = kind + 8 * inLoop, ±function, ±line, column - 1
 *
 * @throws Error for a text that is not of this form
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
    owner += difference();
    line += difference();
    const column = number() + 1;
    sites.push({ function: owner, kind: SITE_KINDS[flags & 7]!, line, column, inLoop: flags > 7 });
  }
  return { functions, sites };
}
