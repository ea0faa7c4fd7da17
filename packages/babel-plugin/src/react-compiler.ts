import type { PluginPass, types as t } from '@babel/core';

/** What React Compiler calls itself among Babel's plugins. */
const REACT_COMPILER = 'react-forget';

/**
 * Whether React Compiler is among the plugins and comes after this one. It compiles when it visits
 * the program, and refuses functions with a `try…finally`, so it has to go first.
 */
export function precedesReactCompiler({ file, key }: PluginPass): boolean {
  const { plugins } = file.opts as { plugins?: readonly { key?: string | null }[] };
  const names = (plugins ?? []).map((plugin) => plugin.key);
  return names.lastIndexOf(REACT_COMPILER) > names.indexOf(key);
}

/**
 * Puts a mark into the program: Babel comes upon it when every plugin has visited the program
 * itself, and none of them what is in it.
 */
export function leaveMark(program: t.Program): t.Directive {
  const value = { type: 'DirectiveLiteral', value: 'coroscope' } as t.DirectiveLiteral;
  const mark = { type: 'Directive', value } as t.Directive;
  program.directives.push(mark);
  return mark;
}
