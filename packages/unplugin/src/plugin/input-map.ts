import { composeMaps, mapTokens, readInlineMap, type EncodedSourceMap } from '@coroscope/adapter';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { SourceMapCompact } from 'unplugin';

/**
 * Composes the map from the code of a module to what the user wrote: through what other plugins and
 * loaders have done to it, and through the map that the file itself, or what a loader made of it,
 * carries inline. Its sources are relative to the module.
 *
 * @param earlier the map from the code to the text of the module's file, as the bundler has it
 * @returns undefined where the code is what the user wrote
 */
export function inputMap(
  code: string,
  path: string,
  earlier: SourceMapCompact | null | undefined,
): EncodedSourceMap | undefined {
  const text = earlier?.sourcesContent?.[0];
  // Bundlers give a map of a file that no plugin has changed, too.
  if (!earlier?.mappings || text === code) {
    const inline = readInlineMap(code, path);
    return inline && withRelativeSources(inline, path);
  }
  // Some plugins, such as Svelte's, leave the text out.
  const inline = readInlineMap(text ?? '', path);
  const given = earlier as EncodedSourceMap;
  // Astro's compiler knows lines only.
  const map = text && path.endsWith('.astro') ? mapTokens(given, code, text) : given;
  return withRelativeSources(inline ? composeMaps(map, inline) : map, path);
}

/** Has the sources of a map be relative to the module that it belongs to. */
export function withRelativeSources(map: EncodedSourceMap, path: string): EncodedSourceMap {
  const sources = map.sources.map((source) => source && relativeSource(map, source, path));
  return { ...map, sourceRoot: undefined, sources };
}

function relativeSource({ sources, sourceRoot }: EncodedSourceMap, id: string, path: string) {
  const source = id.replace(/[?#].*$/, '');
  // Tools disagree on what sources are relative to; a map's only source of this name is the module.
  if (sources.length === 1 && basename(source) === basename(path)) return basename(path);
  if (/^[a-z][a-z\d+.-]+:/i.test(id)) return id;
  const absolute = isAbsolute(source) ? source : resolve(dirname(path), sourceRoot ?? '', source);
  return relative(dirname(path), absolute).split(sep).join('/');
}
