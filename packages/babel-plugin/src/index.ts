import type * as babel from '@babel/core';
import type { ConfigAPI, PluginObj } from '@babel/core';
import { createFileFilter, EXTENSIONS, isEnabled } from '@coroscope/adapter';
import { statSync } from 'node:fs';
import { instrumentProgram } from './instrument-program.js';
import { completeOptions, type PluginOptions } from './options.js';
import { addMarker, precedesReactCompiler } from './react-compiler.js';

export type { PluginOptions } from './options.js';

/** What Babel's types leave out. */
interface DependencyAPI {
  addExternalDependency(file: string): void;
}

/** Under which the plugin's state holds the marker. */
const MARKER = 'marker';

/**
 * The Babel plugin: `instrument` of @coroscope/transform, on Babel's tree, before other plugins have
 * lowered what it is to see. For Babel 7.22 and later, and Babel 8.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 *
 * @example
 * // babel.config.json
 * { "plugins": [["@coroscope/babel-plugin", { "env": "COROSCOPE" }]] }
 */
export default function coroscope(
  api: ConfigAPI & DependencyAPI & typeof babel,
  given: object,
): PluginObj {
  api.assertVersion('^7.22.0 || ^8.0.0-0');
  const { options, file } = completeOptions(given);
  api.cache.using(() => `${isEnabled(options)} ${file && modifiedAt(file)}`);
  if (file !== undefined) api.addExternalDependency(file);
  if (!isEnabled(options)) return { name: 'coroscope', visitor: {} };
  return { name: 'coroscope', visitor: createVisitor(api, options) };
}

/** Undefined for a file that has gone. */
function modifiedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function createVisitor(api: typeof babel, options: PluginOptions): PluginObj['visitor'] {
  let isSelected: ((path: string) => boolean) | undefined;
  return {
    Program(program, state) {
      isSelected ??= createFileFilter(options, state.cwd, EXTENSIONS);
      if (state.filename && !isSelected(state.filename)) return;
      if (precedesReactCompiler(state)) state.set(MARKER, addMarker(program.node));
      else instrumentProgram(program, state, options, api);
    },
    Directive(path, state) {
      if (path.node !== state.get(MARKER)) return;
      const program = path.parentPath as babel.NodePath<babel.types.Program>;
      path.remove();
      instrumentProgram(program, state, options, api);
    },
  };
}
