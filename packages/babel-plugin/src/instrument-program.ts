import type * as babel from '@babel/core';
import type { NodePath, PluginPass, types as t } from '@babel/core';
import { instrument, type InstrumentOptions } from '@coroscope/transform';
import { instrumentOptions } from '@coroscope/transform/adapter';
import type { PluginOptions } from './options.js';
import { refreshScopes } from './scopes.js';

type SourceMap = NonNullable<InstrumentOptions['inputSourceMap']>;

export function instrumentProgram(
  program: NodePath<t.Program>,
  state: PluginPass,
  options: PluginOptions,
  api: typeof babel,
): void {
  const filename = state.filename ?? 'unknown';
  const file = instrument(state.file.ast, {
    ...instrumentOptions(options),
    filename,
    code: state.file.code,
    runtime: options.runtime ?? (isCommonJs(program, state) ? 'require' : undefined),
    inputSourceMap: inputMap(state),
    onWarning: (message) => console.warn(message),
  });
  if (file === null) return;
  refreshScopes(program, api);
  options.onInstrumented?.(file, filename);
}

/** Babel calls it a script, or a module unless told otherwise: it is known by what it alone has. */
function isCommonJs({ node, scope }: NodePath<t.Program>, { file, filename }: PluginPass): boolean {
  const { sourceType } = (file.opts as { parserOpts: { sourceType?: string } }).parserOpts;
  if (sourceType === 'commonjs' || /\.c[jt]s$/.test(filename ?? '')) return true;
  if (node.body.some(({ type }) => /^(Import|Export).*Declaration$/.test(type))) return false;
  return ['require', 'module', 'exports'].some((name) => scope.hasGlobal(name));
}

/** The map of an earlier transform, as Babel read it from its options or from a comment. */
function inputMap({ file }: PluginPass): InstrumentOptions['inputSourceMap'] {
  const { inputMap } = file as { inputMap?: { toObject(): SourceMap } | null };
  return inputMap ? inputMap.toObject() : null;
}
