import type { EncodedSourceMap } from '@jridgewell/trace-mapping';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts aside the text of sources that exist only in a source map, as those of published packages
 * do: the report shows lines of it.
 */
export function keepMissingSources(parts: string, map: EncodedSourceMap): void {
  map.sources.forEach((source, index) => {
    const text = map.sourcesContent?.[index];
    if (source === null || text == null || existsSync(source)) return;
    const place = placeOf(parts, source);
    if (existsSync(place)) return;
    mkdirSync(join(parts, 'sources'), { recursive: true });
    writeFileSync(place, text);
  });
}

/** The text of a source; undefined if it can't be had. */
export function readSource(parts: string, source: string): string | undefined {
  for (const place of [source, placeOf(parts, source)]) {
    try {
      return readFileSync(place, 'utf8');
    } catch {
      // Not there: try the next place.
    }
  }
  return undefined;
}

function placeOf(parts: string, source: string): string {
  return join(parts, 'sources', createHash('sha256').update(source).digest('hex'));
}
