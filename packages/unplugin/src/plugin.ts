import { extname } from 'node:path';
import type { UnpluginBuildContext, UnpluginContext, UnpluginOptions } from 'unplugin';
import { createSelection, EXTENSIONS, isEnabled } from '@coroscope/transform/adapter';
import { instrumentModule, type SourceType } from './instrument-module.js';
import { modulePath } from './module-path.js';
import { checkPluginOptions, type PluginOptions } from './options.js';
import type { HostMap } from './origin-map.js';

/** Files that other plugins compile to JavaScript before it is our turn. */
const COMPILED_EXTENSIONS = ['.vue', '.svelte'];

/** What a bundler is like. */
export interface Host {
  /** What globs and the paths in reports are relative to; may become known late. */
  root: string;
  /** Whether it takes modules that neither import nor export for CommonJS. */
  hasCommonJs: boolean;
  /** Whether it leads our map through the earlier ones. */
  composesMaps: boolean;
  /** Where it keeps what it has bundled beforehand. */
  cache?: string;
  /** From a module's code, as it is now, to the text of its file. */
  earlierMap(context: UnpluginBuildContext): HostMap | null | undefined;
}

/**
 * The plugin without what it needs of a particular bundler. It comes after other plugins: it sees
 * the code that will run, and they don't see ours.
 *
 * @throws Error for an option that does not exist, or a value that it can't have
 */
export function createPlugin(options: PluginOptions, host: Host): UnpluginOptions {
  checkPluginOptions(options);
  if (!isEnabled(options)) return { name: 'coroscope' };
  return { name: 'coroscope', enforce: 'post', transform: createTransform(options, host) };
}

function createTransform(options: PluginOptions, host: Host) {
  const warned = new Set<string>();
  let isSelected: ((path: string) => boolean) | undefined;
  return function (this: UnpluginBuildContext & UnpluginContext, code: string, id: string) {
    const path = modulePath(id);
    isSelected ??= createSelection(options, host.root, [...EXTENSIONS, ...COMPILED_EXTENSIONS]);
    if (path === undefined || !isSelected(path)) return null;
    if (host.cache !== undefined && path.startsWith(`${host.cache}/`)) return null;
    const module = { code, path, earlier: host.earlierMap(this) };
    return instrumentModule(module, options, {
      root: options.cwd ?? host.root,
      sourceType: host.hasCommonJs ? sourceType(path) : 'module',
      composesMaps: host.composesMaps,
      warn: (message) => {
        if (!warned.has(message)) this.warn(message);
        warned.add(message);
      },
    });
  };
}

function sourceType(path: string): SourceType {
  const extension = extname(path);
  if (/^\.m[jt]s$/.test(extension)) return 'module';
  return /^\.c[jt]s$/.test(extension) ? 'commonjs' : 'unambiguous';
}
