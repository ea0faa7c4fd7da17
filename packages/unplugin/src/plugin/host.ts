import type { SourceMapCompact, UnpluginBuildContext } from 'unplugin';

/** What the plugin has to know of a bundler. */
export interface Host {
  /** What globs and the paths in reports are relative to; may become known late. */
  root: string;
  /** Whether it takes modules that neither import nor export for CommonJS. */
  hasCommonJs: boolean;
  /** Whether it composes our map with those of earlier plugins. */
  composesMaps: boolean;
  /** Set where a plugin that comes last has to say so of each hook. */
  order?: 'post';
  /** The directory of dependencies that it has bundled beforehand. */
  cache?: string;
  /** Gives the map from a module's code, as it is now, to the text of its file. */
  earlierMap(context: UnpluginBuildContext): SourceMapCompact | null | undefined;
}
