import type { PluginPass, types as t } from '@babel/core';

/** The name of React Compiler's plugin. */
const REACT_COMPILER = 'react-forget';

/**
 * Whether React Compiler is among the plugins and comes after this one. It compiles when it visits
 * the program node, and refuses functions with a `try…finally`, so it has to go first.
 */
export function precedesReactCompiler({ file, key }: PluginPass): boolean {
  const { plugins } = file.opts as { plugins?: readonly { key?: string | null }[] };
  const names = (plugins ?? []).map((plugin) => plugin.key);
  return names.lastIndexOf(REACT_COMPILER) > names.indexOf(key);
}

/**
 * Adds a directive that serves as a marker: Babel visits it once every plugin has visited the program
 * node, and before any of them visits what the program contains.
 */
export function addMarker(program: t.Program): t.Directive {
  const value = { type: 'DirectiveLiteral', value: 'coroscope' } as t.DirectiveLiteral;
  const marker = { type: 'Directive', value } as t.Directive;
  program.directives.push(marker);
  return marker;
}
