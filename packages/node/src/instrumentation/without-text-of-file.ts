import type { EncodedSourceMap } from '@coroscope/adapter';
import { javascriptHost } from '../platform/javascript-host.js';
import { readFile } from '../platform/files.js';

/**
 * A source map without the text of the file, if that is its only source: Node reads it from the file where it shows it.
 * Inline, it is a quarter of what the cache keeps of a file, and read and checked at each start. What a hook of the
 * program has changed is in no file, and stays in the map.
 */
export function withoutTextOfFile(
  map: EncodedSourceMap,
  code: string,
  path: string,
): EncodedSourceMap {
  const { sources, sourcesContent } = map;
  if (javascriptHost !== 'node' || sources.length !== 1 || sources[0] !== path) return map;
  if (sourcesContent?.[0] !== code || !isText(path, code)) return map;
  return { ...map, sourcesContent: undefined };
}

function isText(path: string, text: string): boolean {
  try {
    return readFile(path).toString() === text;
  } catch {
    return false;
  }
}
