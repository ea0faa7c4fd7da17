import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { encodedMap, FlattenMap, type EncodedSourceMap } from '@jridgewell/trace-mapping';

/**
 * The source map that a JavaScript file carries, inline or beside it; its sources are absolute
 * paths, or URLs where they are no files. Undefined if there is none, or none that can be read:
 * then the positions are those of the JavaScript.
 *
 * The comment's form is that of ECMA-426, section 11.1.2: the last one in the file counts.
 */
export function readInputMap(code: string, path: string): EncodedSourceMap | undefined {
  const comments = [...code.matchAll(/^[^\n]*\/[/*][#@]\s*sourceMappingURL=([^\s'"*]+)/gm)];
  const url = comments.at(-1)?.[1];
  if (url === undefined) return undefined;
  try {
    const { text, location } = load(url, path);
    const map = new FlattenMap(text, location);
    const sources = map.resolvedSources.map((source) =>
      source.startsWith('file:') ? fileURLToPath(source) : source,
    );
    return { ...encodedMap(map), sourceRoot: undefined, sources };
  } catch {
    return undefined;
  }
}

function load(url: string, path: string): { text: string; location: string } {
  const location = pathToFileURL(path).href;
  const inline = /^data:[^,]*?(;base64)?,(.*)$/s.exec(url);
  if (inline) {
    const text = inline[1]
      ? Buffer.from(inline[2], 'base64').toString()
      : decodeURIComponent(inline[2]);
    return { text, location };
  }
  const file = resolve(dirname(path), decodeURIComponent(url));
  return { text: readFileSync(file, 'utf8'), location: pathToFileURL(file).href };
}
