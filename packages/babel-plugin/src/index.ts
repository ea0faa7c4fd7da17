import type * as babel from '@babel/core';
import type { ConfigAPI, PluginObj } from '@babel/core';
import { createSelection, isEnabled } from '@coroscope/transform/adapter';
import { instrumentProgram } from './instrument-program.js';
import { checkPluginOptions, type PluginOptions } from './options.js';
import { leaveMark, precedesReactCompiler } from './react-compiler.js';

export type { PluginOptions } from './options.js';

const MARK = 'mark';

/**
 * The Babel plugin: `instrument` of @coroscope/transform, on Babel's tree, before other plugins have
 * lowered what it is to see. For Babel 7.22 and later, and Babel 8.
 *
 * @throws Error for an option that does not exist, or a value that it can't have
 *
 * @example
 * // babel.config.json
 * { "plugins": [["@coroscope/babel-plugin", { "env": "COROSCOPE" }]] }
 */
export default function coroscope(api: ConfigAPI & typeof babel, options: object): PluginObj {
  api.assertVersion('^7.22.0 || ^8.0.0-0');
  checkPluginOptions(options);
  if (!api.cache.using(() => isEnabled(options))) return { name: 'coroscope', visitor: {} };
  return { name: 'coroscope', visitor: createVisitor(api, options) };
}

function createVisitor(api: typeof babel, options: PluginOptions): PluginObj['visitor'] {
  let isSelected: ((path: string) => boolean) | undefined;
  return {
    Program(program, state) {
      isSelected ??= createSelection(options, state.cwd);
      if (state.filename && !isSelected(state.filename)) return;
      if (precedesReactCompiler(state)) state.set(MARK, leaveMark(program.node));
      else instrumentProgram(program, state, options, api);
    },
    Directive(path, state) {
      if (path.node !== state.get(MARK)) return;
      const program = path.parentPath as babel.NodePath<babel.types.Program>;
      path.remove();
      instrumentProgram(program, state, options, api);
    },
  };
}
