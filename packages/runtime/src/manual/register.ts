import { encodeMetadata } from '../format/encode-metadata.js';
import type { FunctionKind, SiteKind } from '../format/kinds.js';
import { ABI_VERSION } from '../format/metadata.js';
import { probes } from '../profiler/shared.js';
import type { Location } from './caller-location.js';

/**
 * Registers a function that was not transformed, with one site at its own location.
 *
 * @returns the function's id
 */
export function registerFunction(
  name: string,
  kind: FunctionKind,
  site: SiteKind,
  { file, line, column }: Location,
): number {
  const metadata = encodeMetadata({
    functions: [{ name, kind, source: 0, line, column, counted: false }],
    sites: [{ function: 0, kind: site, line, column, inLoop: false }],
  });
  return probes.register(ABI_VERSION, file, 1, 1, metadata);
}

/** The only site of such a function. */
export const SITE = 0;
