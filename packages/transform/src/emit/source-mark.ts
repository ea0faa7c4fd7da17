import type * as t from '@babel/types';
import { SOURCE_MARK } from '@coroscope/runtime/contract';
import { call, identifier, member, statement, stringLiteral } from '../ast/builders.js';
import { isConstructor, type FunctionNode } from '../ast/predicates.js';
import { isJavaScript, type SourceText } from '../parse/source-text.js';
import type { FileState } from '../walk/file-state.js';

/**
 * Marks a function or class with the range of its text, in a legal comment before a statement or a
 * member, where other tools keep it. The end is negative where the text is not all JavaScript, and has to
 * be compiled before an engine can run it.
 *
 * @example
 * const f = (x) => g(x);
 * // becomes
 * const f = (x) => { /*!coroscope:1q9zk3pm:10:21*\/ … return g(x); … };
 */
export function markSource(node: FunctionNode | t.Class, file: FileState): void {
  const { source } = file;
  if (source === null || node.type === 'StaticBlock') return;
  // A constructor is no function of its own; where classes are lowered, it becomes the class.
  const owner = isConstructor(node) ? enclosingClass(file) : node;
  if (typeof owner.start !== 'number' || typeof owner.end !== 'number') return;
  const start = startOfText(owner, source.code);
  file.edited.count++;
  const isPlain = source.isPlain || isJavaScript(owner);
  addComment(node.body, `${SOURCE_MARK}${source.key}:${start}:${isPlain ? owner.end : -owner.end}`);
}

/** `$c.source("1q9zk3pm", "const f = (x) => g(x);", $b);` */
export function registerSource({ code, key }: SourceText, { names }: FileState): t.Statement {
  const source = member(identifier(names.probes), 'source');
  const args = [stringLiteral(key), stringLiteral(code), identifier(names.functionId)];
  return statement(call(source, args));
}

function enclosingClass({ ancestors }: FileState): t.Node {
  return ancestors[ancestors.length - 2]!;
}

const SPACE = /(?:\s|\/\*[^]*?\*\/|\/\/.*)*/.source;
const BEFORE_METHOD = new RegExp(SPACE, 'y');
const BEFORE_STATIC_METHOD = new RegExp(`${SPACE}static${SPACE}`, 'y');

/** The text of a method begins after its decorators and `static`. */
function startOfText(node: t.Node, code: string): number {
  if (node.type !== 'ClassMethod' && node.type !== 'ClassPrivateMethod') return node.start!;
  const pattern = node.static ? BEFORE_STATIC_METHOD : BEFORE_METHOD;
  pattern.lastIndex = node.decorators?.at(-1)?.end ?? node.start!;
  return pattern.test(code) ? pattern.lastIndex : node.start!;
}

function addComment(body: t.BlockStatement | t.ClassBody | t.Expression, value: string): void {
  const mark = { type: 'CommentBlock', value } as t.Comment;
  const first = firstIn(body);
  if (first) first.leadingComments = [mark, ...(first.leadingComments ?? [])];
  else body.innerComments = [mark, ...(body.innerComments ?? [])];
}

function firstIn(body: t.BlockStatement | t.ClassBody | t.Expression): t.Node | undefined {
  if (body.type === 'BlockStatement') return body.body[0] ?? body.directives[0];
  return body.type === 'ClassBody' ? body.body[0] : body;
}
