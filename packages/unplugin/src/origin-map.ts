import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import remapping, { type EncodedSourceMap } from '@jridgewell/remapping';
import { sourceMapIn } from '@coroscope/transform/adapter';
import type { SourceMapCompact } from 'unplugin';

/** A map as bundlers hand it on: from the code of a module to the text of its file. */
export type HostMap = SourceMapCompact;

/**
 * The map from the code of a module to what the user wrote: through what other plugins and loaders
 * have done to it, and through the map that the file itself, or what a loader made of it, carries in
 * a comment. Its sources are relative to the module. Undefined where the code is what the user wrote.
 */
export function originMap(
  code: string,
  path: string,
  earlier: HostMap | null | undefined,
): EncodedSourceMap | undefined {
  const text = earlier?.sourcesContent?.[0] ?? code;
  const carried = sourceMapIn(text, path);
  // Bundlers give a map of a file that nobody has touched, too.
  if (!earlier?.mappings || text === code) return carried && withRelativeSources(carried, path);
  const map = earlier as EncodedSourceMap;
  const composed = carried ? through(map, carried) : map;
  return withRelativeSources(composed, path);
}

function through(map: EncodedSourceMap, input: EncodedSourceMap): EncodedSourceMap {
  let isFirst = true;
  return remapping(map as never, () => {
    const inner = isFirst ? input : null;
    isFirst = false;
    return inner as never;
  }) as EncodedSourceMap;
}

function withRelativeSources(map: EncodedSourceMap, path: string): EncodedSourceMap {
  const sources = map.sources.map((source) => source && relativeSource(map, source, path));
  return { ...map, sourceRoot: undefined, sources };
}

function relativeSource({ sources, sourceRoot }: EncodedSourceMap, id: string, path: string) {
  const source = id.replace(/[?#].*$/, '');
  // Tools differ in what they take a source to be relative to; that of a module is itself.
  if (sources.length === 1 && basename(source) === basename(path)) return basename(path);
  if (/^[a-z][a-z\d+.-]+:/i.test(id)) return id;
  const absolute = isAbsolute(source) ? source : resolve(dirname(path), sourceRoot ?? '', source);
  return relative(dirname(path), absolute).split(sep).join('/');
}
