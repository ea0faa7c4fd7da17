import type * as babel from '@babel/core';
import type { NodePath, PluginPass, types as t } from '@babel/core';
import { instrumentOptions, warnOnce } from '@coroscope/adapter';
import { EditedNodes, instrument, type InstrumentOptions } from '@coroscope/transform';
import type { PluginOptions } from './options.js';
import { refreshScopes } from './scopes/refresh-scopes.js';
import { updateScopes } from './scopes/update-scopes.js';

type SourceMap = NonNullable<InstrumentOptions['inputSourceMap']>;

/** A file may be compiled several times in one process. */
const warn = warnOnce((message) => console.warn(message));

/** Instruments a file in place, unless the file says that it is not to be. */
export function instrumentProgram(
  program: NodePath<t.Program>,
  state: PluginPass,
  options: PluginOptions,
  api: typeof babel,
): void {
  const filename = state.filename ?? 'unknown';
  const edited = new EditedNodes();
  const given = {
    ...instrumentOptions(options),
    filename,
    code: state.file.code,
    runtime: options.runtime ?? (isCommonJs(program, state) ? 'require' : undefined),
    inputSourceMap: inputMap(state),
    onWarning: warn,
  };
  const file = instrument(state.file.ast, given, edited);
  if (file === null) return;
  if (!updateScopes(program, edited, api)) refreshScopes(program, api);
  options.onInstrumented?.(file, filename);
}

/**
 * Whether a file is CommonJS. Babel has no source type for it and calls it a script or a module, so
 * that it is recognized by the globals that only CommonJS has.
 */
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
