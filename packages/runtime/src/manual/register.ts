import type { FunctionKind, SiteKind } from '../document.js';
import { encodeMetadata } from '../encode-metadata.js';
import { ABI_VERSION } from '../metadata.js';
import { probes } from '../shared.js';
import type { Place } from './place.js';

/**
 * Takes up a function that no transform has seen, with one site at its own place.
 *
 * @returns its id
 */
export function registerFunction(
  name: string,
  kind: FunctionKind,
  site: SiteKind,
  { file, line, column }: Place,
): number {
  const metadata = encodeMetadata({
    functions: [{ name, kind, source: 0, line, column, counted: false }],
    sites: [{ function: 0, kind: site, line, column, inLoop: false }],
  });
  return probes.register(ABI_VERSION, file, 1, 1, metadata);
}

/** The only site of such a function. */
export const SITE = 0;
