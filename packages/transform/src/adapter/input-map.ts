import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { encodedMap, FlattenMap, type EncodedSourceMap } from '@jridgewell/trace-mapping';

/**
 * The source map that a JavaScript file carries, inline or beside it; its sources are absolute
 * paths, or URLs where they are no files. Undefined if there is none, or none that can be read:
 * then the positions are those of the JavaScript.
 */
export function readInputMap(code: string, path: string): EncodedSourceMap | undefined {
  const url = sourceMappingUrl(code);
  if (url === undefined) return undefined;
  const inline = inlineText(url);
  if (inline !== undefined) return flatten(inline, path);
  try {
    const file = resolve(dirname(path), decodeURIComponent(url));
    return flatten(readFileSync(file, 'utf8'), file);
  } catch {
    return undefined;
  }
}

/** As `readInputMap`, of a map that stands in the text itself. */
export function sourceMapIn(code: string, path: string): EncodedSourceMap | undefined {
  const url = sourceMappingUrl(code);
  const text = url && inlineText(url);
  return text === undefined ? undefined : flatten(text, path);
}

/** What the comment says; its form is that of ECMA-426, section 11.1.2: the last one counts. */
function sourceMappingUrl(code: string): string | undefined {
  const comments = [...code.matchAll(/^[^\n]*\/[/*][#@]\s*sourceMappingURL=([^\s'"*]+)/gm)];
  return comments.at(-1)?.[1];
}

function inlineText(url: string): string | undefined {
  const inline = /^data:[^,]*?(;base64)?,(.*)$/s.exec(url);
  if (inline === null) return undefined;
  const [, isBase64, data] = inline as unknown as [string, string | undefined, string];
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
