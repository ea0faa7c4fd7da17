import type { Variant } from './variant.js';

/** The parser refuses the text. */
export class NotParsed extends Error {}

/**
 * The text of a test as a variant runs it.
 *
 * @throws NotParsed
 */
export type Printer = (
  code: string,
  filename: string,
  sourceType: 'script' | 'module',
  variant: Variant,
) => string;
