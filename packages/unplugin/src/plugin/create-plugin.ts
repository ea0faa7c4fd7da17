import { createFileFilter, isEnabled, warnOnce } from '@coroscope/adapter';
import type { UnpluginBuildContext, UnpluginContext, UnpluginOptions } from 'unplugin';
import type { Host } from './host.js';
import { instrumentModule } from './instrument-module.js';
import { DEFAULT_EXTENSIONS, idFilter, modulePath } from './module-filter.js';
import { completePluginOptions, type PluginOptions } from './options.js';
import { sourceTypeOf } from './source-type.js';

/**
 * The plugin without what it needs of a particular bundler. It comes after other plugins: it sees
 * the code that will run, and they don't see ours.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export function createPlugin(given: PluginOptions, host: Host): UnpluginOptions {
  const options = completePluginOptions(given);
  if (!isEnabled(options)) return { name: 'coroscope' };
  return {
    name: 'coroscope',
    enforce: 'post',
    transform: {
      filter: { id: idFilter(options) },
      handler: createTransform(options, host),
      ...(host.order && { order: host.order }),
    },
  };
}

type TransformContext = UnpluginBuildContext & UnpluginContext;

function createTransform(options: PluginOptions, host: Host) {
  const warn = warnOnce((message, context: TransformContext) => context.warn(message));
  let isSelected: ((path: string) => boolean) | undefined;
  return function (this: TransformContext, code: string, id: string) {
    isSelected ??= createFileFilter(options, host.root, DEFAULT_EXTENSIONS);
    const path = modulePath(id);
    if (path === undefined || !isSelected(path)) return null;
    if (host.cache !== undefined && path.startsWith(`${host.cache}/`)) return null;
    const module = { code, path, earlierMap: host.earlierMap(this) };
    return instrumentModule(module, options, {
      root: options.cwd ?? host.root,
      sourceType: host.hasCommonJs ? sourceTypeOf(path) : 'module',
      composesMaps: host.composesMaps,
      warn: (message) => warn(message, this),
    });
  };
}
