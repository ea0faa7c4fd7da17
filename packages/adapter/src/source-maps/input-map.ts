import { encodedMap, FlattenMap, type EncodedSourceMap } from '@jridgewell/trace-mapping';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sourceMappingUrl } from './source-map-comment.js';

/**
 * Reads the source map that a JavaScript file carries, inline or beside it; its sources are absolute
 * paths, or URLs where they are no files.
 *
 * @returns undefined if there is none that can be read: then positions are those of the JavaScript
 */
export function readInputMap(code: string, path: string): EncodedSourceMap | undefined {
  const url = sourceMappingUrl(code);
  if (url === undefined) return undefined;
  const inline = decodeDataUrl(url);
  if (inline !== undefined) return flatten(inline, path);
  const external = readMapFile(url, path);
  return external && flatten(external.text, external.file);
}

/**
 * Reads the text of the source map that lies beside a JavaScript file.
 *
 * @returns undefined if there is none that can be read, or an inline one
 */
export function readExternalMap(code: string, path: string): string | undefined {
  const url = sourceMappingUrl(code);
  return url === undefined || url.startsWith('data:') ? undefined : readMapFile(url, path)?.text;
}

function readMapFile(url: string, path: string): { file: string; text: string } | undefined {
  try {
    const file = resolve(dirname(path), decodeURIComponent(url));
    return { file, text: readFileSync(file, 'utf8') };
  } catch {
    return undefined;
  }
}

/** Reads a source map as `readInputMap` does, but only one that is inline. */
export function readInlineMap(code: string, path: string): EncodedSourceMap | undefined {
  const url = sourceMappingUrl(code);
  const text = url && decodeDataUrl(url);
  return text === undefined ? undefined : flatten(text, path);
}

function decodeDataUrl(url: string): string | undefined {
  const match = /^data:[^,]*?(;base64)?,(.*)$/s.exec(url);
  if (match === null) return undefined;
  const [, isBase64, data] = match as unknown as [string, string | undefined, string];
  try {
    return isBase64 ? Buffer.from(data, 'base64').toString() : decodeURIComponent(data);
  } catch {
    return undefined;
  }
}

/** @param location what the sources of the map are relative to */
function flatten(text: string, location: string): EncodedSourceMap | undefined {
  try {
    const map = new FlattenMap(text, pathToFileURL(location).href);
    const sources = map.resolvedSources.map((source) =>
      source.startsWith('file:') ? fileURLToPath(source) : source,
    );
    return { ...encodedMap(map), sourceRoot: undefined, sources };
  } catch {
    return undefined;
  }
}
