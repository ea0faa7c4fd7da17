import remapping, { type EncodedSourceMap, type SourceMapInput } from '@jridgewell/remapping';

/** Composes two maps: from the code of the first to the sources of the second, its only source's map. */
export function composeMaps(map: EncodedSourceMap, inputMap: SourceMapInput): EncodedSourceMap {
  let isFirst = true;
  return remapping(map as never, () => {
    // The loader is called for the sources of the second map, too, which have none.
    const input = isFirst ? inputMap : null;
    isFirst = false;
    return input as never;
  }) as EncodedSourceMap;
}
