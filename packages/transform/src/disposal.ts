import type * as t from '@babel/types';
import { resume, siteProbe } from './emit.js';
import { leaveStack, type FileState } from './file-state.js';
import { visitRepeated } from './iteration.js';
import { takeLabels } from './labels.js';
import { declaration, identifier, tryFinally } from './nodes.js';
import { visitChildren, visitFields } from './walk.js';

/**
 * What is disposed is a wrapper, which tells when the disposer runs and when its promise is
 * awaited. The user's name holds the user's value, from the moment when the language would bind it.
 *
 * @example
 * { await using r = open(); use(r); }
 * // becomes
 * {
 *   try {
 *     const $t1 = open();
 *     await using $t2 = $c.dispose($f, 0, $t1);
 *     const r = $t1;
 *     use(r);
 *   } finally { $c.resume($f); }
 * }
 */
export function rewriteDeclaration(node: t.VariableDeclaration, file: FileState): t.Node {
  // Disposing calls a method.
  if (node.kind === 'using') file.frame.isBusy = true;
  if (node.kind !== 'await using' || file.frame.metadata === null) return visitChildren(node, file);
  const scope = file.ancestors[file.ancestors.length - 1]!;
  if (scope.type !== 'BlockStatement') return visitChildren(node, file);
  file.disposals.set(node, declareDisposables(node, file));
  return node;
}

/** Puts a block together again whose declarations have been rewritten. */
export function rewriteBlock(node: t.BlockStatement, file: FileState): t.Node {
  const parent = file.ancestors[file.ancestors.length - 1]!;
  visitChildren(node, file);
  if (file.disposals.size === 0 || !node.body.some((part) => file.disposals.has(part))) return node;
  const statements = expandDisposals(node.body, file);
  // The body of a function ends in a probe that resumes anyway.
  node.body = isBodyOf(node, parent) ? statements : [tryFinally(statements, [resume(file)])];
  return node;
}

/**
 * @example
 * for (await using r = open(); r.more; ) use(r);
 * // becomes
 * try {
 *   const $t1 = open();
 *   await using $t2 = $c.dispose($f, 0, $t1);
 *   const r = $t1;
 *   for (; r.more; ) use(r);
 * } finally { $c.resume($f); }
 */
export function rewriteFor(node: t.ForStatement, file: FileState): t.Node {
  file.frame.isBusy = true;
  const labelled = takeLabels(node, file);
  const { init } = node;
  let disposables: t.Statement[] | null = null;
  if (init?.type === 'VariableDeclaration' && init.kind === 'await using') {
    if (file.frame.metadata !== null) disposables = declareDisposables(init, file);
  }
  if (disposables === null) visitFields(node, ['init'], file);
  else node.init = null;
  visitRepeated(node, ['test', 'update', 'body'], file);
  return disposables === null ? labelled : tryFinally([...disposables, labelled], [resume(file)]);
}

/** The two statements that dispose of what is in the variable `value` and bind it to `id`. */
export function disposal(
  file: FileState,
  site: number,
  id: t.VariableDeclarator['id'],
  value: string,
): t.Statement[] {
  return [disposeOf(file, site, value), declaration('const', id, identifier(value))];
}

function declareDisposables(node: t.VariableDeclaration, file: FileState): t.Statement[] {
  return node.declarations.flatMap((declarator) => {
    const site = leaveStack(file, 'await using', declarator);
    visitFields(declarator, ['init'], file);
    const init = declarator.init!;
    const id = declarator.id as t.Identifier;
    // The language names an anonymous function after what it is bound to.
    if (isAnonymousFunction(init)) {
      return [declaration('const', id, init), disposeOf(file, site, id.name)];
    }
    const value = file.names.temporary();
    const bind = declaration('const', identifier(value), init);
    bind.loc = bind.declarations[0]!.loc = declarator.loc;
    return [bind, ...disposal(file, site, id, value)];
  });
}

function disposeOf(file: FileState, site: number, value: string): t.Statement {
  const wrapper = siteProbe(file, 'dispose', site, identifier(value));
  return declaration('await using', identifier(file.names.temporary()), wrapper);
}

function expandDisposals(statements: t.Statement[], file: FileState): t.Statement[] {
  return statements.flatMap((statement) => {
    const expanded = file.disposals.get(statement);
    file.disposals.delete(statement);
    return expanded ?? statement;
  });
}

function isAnonymousFunction(node: t.Expression): boolean {
  return (
    node.type === 'ArrowFunctionExpression' ||
    ((node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id)
  );
}

function isBodyOf(node: t.BlockStatement, parent: t.Node): boolean {
  return 'params' in parent && (parent as t.Function).body === node;
}
