import type * as t from '@babel/types';
import { probe, resume, siteProbe } from './emit.js';
import { leaveStack, type Disposables, type FileState } from './file-state.js';
import { visitRepeated } from './iteration.js';
import { takeLabels } from './labels.js';
import { block, declaration, identifier, tryFinally } from './nodes.js';
import { visitChildren, visitFields } from './walk.js';

/**
 * What `await using` disposes of is a wrapper, which tells when the disposer runs and when its promise
 * is awaited. The user's name holds the user's value, from the moment when the language would bind it.
 * After a `using` whose scope goes on to suspend comes one of ours, which is disposed of before it.
 *
 * @example
 * { await using r = open(); using s = r.lock(); await use(s); }
 * // becomes
 * {
 *   try {
 *     const $t1 = open();
 *     await using $t2 = $c.dispose($f, 0, $t1);
 *     const r = $t1;
 *     using s = r.lock();
 *     using $t3 = $c.resumes($f);
 *     $c.resumed($f, await $c.suspend($f, 1, use(s)));
 *   } finally { $c.resume($f); }
 * }
 */
export function rewriteDeclaration(node: t.VariableDeclaration, file: FileState): t.Node {
  const { frame } = file;
  // Disposing calls a method.
  if (node.kind === 'using') frame.isBusy = true;
  if (!isUsing(node) || frame.metadata === null) return visitChildren(node, file);
  const scope = file.ancestors[file.ancestors.length - 1]!;
  if (scope.type !== 'BlockStatement' && scope.type !== 'Program') return visitChildren(node, file);
  file.disposals.set(node, declareDisposables(node, file));
  return node;
}

/** Puts a block together again whose declarations have been rewritten. */
export function rewriteBlock(node: t.BlockStatement, file: FileState): t.Node {
  const { frame } = file;
  const { returns } = frame;
  const parent = file.ancestors[file.ancestors.length - 1]!;
  visitChildren(node, file);
  if (file.disposals.size === 0 || !node.body.some((part) => file.disposals.has(part))) return node;
  if (frame.returns > returns) frame.replaceable++;
  const awaits = node.body.some((part) => isUsing(part) && part.kind === 'await using');
  node.body = expandDisposals(node.body, file);
  // The body of a function ends in a probe that resumes anyway.
  if (awaits && !isBodyOf(node, parent)) node.body = [tryFinally(node.body, [resume(file)])];
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
  const { frame } = file;
  frame.isBusy = true;
  const labelled = takeLabels(node, file);
  const { returns } = frame;
  const { init } = node;
  if (!init || !isUsing(init) || frame.metadata === null) {
    visitFields(node, ['init'], file);
    visitRepeated(node, ['test', 'update', 'body'], file);
    return labelled;
  }
  const disposables = declareDisposables(init, file);
  node.init = null;
  visitRepeated(node, ['test', 'update', 'body'], file);
  if (frame.returns > returns) frame.replaceable++;
  const statements = [...statementsOf(disposables, file), labelled];
  return init.kind === 'await using' ? tryFinally(statements, [resume(file)]) : block(statements);
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

function declareDisposables(node: t.VariableDeclaration, file: FileState): Disposables {
  if (node.kind === 'using') {
    visitChildren(node, file);
    return { statements: [node], suspensions: file.frame.suspensions };
  }
  const statements = node.declarations.flatMap((declarator) => {
    const site = leaveStack(file, 'await using', declarator);
    visitFields(declarator, ['init'], file);
    const init = declarator.init!;
    const id = declarator.id as t.Identifier;
    // The language names an anonymous function after what it is bound to.
    const isNamed = isAnonymousFunction(init);
    const value = isNamed ? id.name : file.names.temporary();
    const bind = declaration('const', identifier(value), init);
    bind.loc = bind.declarations[0]!.loc = declarator.loc;
    return [bind, ...(isNamed ? [disposeOf(file, site, value)] : disposal(file, site, id, value))];
  });
  statements[0]!.start = node.start;
  statements[0]!.end = node.end;
  return { statements, suspensions: Infinity };
}

function disposeOf(file: FileState, site: number, value: string): t.Statement {
  const wrapper = siteProbe(file, 'dispose', site, identifier(value));
  return declaration('await using', identifier(file.names.temporary()), wrapper);
}

/** The statements of a scope, with what its declarations have become. */
export function expandDisposals(statements: t.Statement[], file: FileState): t.Statement[] {
  return statements.flatMap((statement) => {
    const disposables = file.disposals.get(statement);
    if (!disposables) return statement;
    file.disposals.delete(statement);
    return statementsOf(disposables, file);
  });
}

function statementsOf({ statements, suspensions }: Disposables, file: FileState): t.Statement[] {
  if (file.frame.suspensions <= suspensions) return statements;
  return [...statements, usingProbe(file, 'resumes')];
}

/** `using $t1 = $c.probe($f);` */
export function usingProbe(file: FileState, name: 'resumes' | 'ends'): t.Statement {
  return declaration('using', identifier(file.names.temporary()), probe(file, name));
}

export function isUsing(node: t.Node): node is t.VariableDeclaration {
  return node.type === 'VariableDeclaration' && node.kind.endsWith('using');
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
