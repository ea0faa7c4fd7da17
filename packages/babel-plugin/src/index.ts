import type { ConfigAPI, NodePath, PluginObj, PluginPass } from '@babel/core';
import type { types as t } from '@babel/core';
import { instrument, type InstrumentOptions } from '@coroscope/transform';
import { checkPluginOptions, isEnabled, type PluginOptions } from './options.js';
import { createSelection } from './selection.js';

type SourceMap = NonNullable<InstrumentOptions['inputSourceMap']>;

export type { PluginOptions } from './options.js';

/**
 * The Babel plugin: `instrument` of @coroscope/transform, on Babel's tree, before other plugins see
 * it. For Babel 7.22 and later, and Babel 8.
 *
 * @throws Error for an option that does not exist
 *
 * @example
 * // babel.config.json
 * { "plugins": [["@coroscope/babel-plugin", { "env": "COROSCOPE" }]] }
 */
export default function coroscope(api: ConfigAPI, options: object): PluginObj {
  api.assertVersion('^7.22.0 || ^8.0.0-0');
  checkPluginOptions(options);
  if (!isEnabled(options)) return { name: 'coroscope', visitor: {} };
  let isSelected: ((path: string) => boolean) | undefined;
  return {
    name: 'coroscope',
    visitor: {
      Program(path, state) {
        isSelected ??= createSelection(options, state.cwd);
        if (state.filename && !isSelected(state.filename)) return;
        instrumentProgram(path, state, options);
      },
    },
  };
}

function instrumentProgram(
  path: NodePath<t.Program>,
  state: PluginPass,
  options: PluginOptions,
): void {
  const { runtime, runtimeModule, leaves, kinds, modules, onInstrumented } = options;
  const filename = state.filename ?? 'unknown';
  const file = instrument(state.file.ast, {
    filename,
    code: state.file.code,
    runtime,
    runtimeModule,
    leaves,
    kinds,
    modules,
    inputSourceMap: inputMap(state),
    onWarning: (message) => console.warn(message),
  });
  if (file === null) return;
  // Bodies are in blocks now: what is declared where has to be found out again.
  path.scope.crawl();
  onInstrumented?.(file, filename);
}

/** The map of an earlier transform, as Babel read it from its options or from a comment. */
function inputMap({ file }: PluginPass): InstrumentOptions['inputSourceMap'] {
  const { inputMap } = file as { inputMap?: { toObject(): SourceMap } | null };
  return inputMap ? inputMap.toObject() : null;
}
