import type * as t from '@babel/types';
import { SOURCE_MARK } from '@coroscope/runtime/contract';
import type { FileState } from './file-state.js';
import type { FunctionNode } from './functions.js';
import { hash } from './names.js';
import { call, identifier, member, statement, stringLiteral } from './nodes.js';
import { some, visitChildren } from './walk.js';

/** The text of a file, out of which the runtime answers `Function.prototype.toString`. */
export interface SourceText {
  readonly code: string;
  /** Tells the file from all others. */
  readonly key: string;
  /** Whether the file is JavaScript throughout, so that functions need not be searched. */
  readonly isPlain: boolean;
}

export function sourceTextOf(program: t.Program, code: string, filename: string): SourceText {
  const key = hash(filename + code) + code.length.toString(36);
  return { code, key, isPlain: !some(program, isForeign) };
}

/** A class is a function whose text is that of all its members. */
export function visitClass(node: t.Class, file: FileState): t.Node {
  file.frame.isBusy = true;
  visitChildren(node, file);
  markSource(node, file);
  return node;
}

/**
 * Marks a function or class with the place of its text. Where the mark stands, other tools keep it:
 * in a legal comment, before a statement or a member. What is not JavaScript through and through
 * keeps the text that the engine knows, which can at least be run: its mark has no end.
 *
 * @example
 * const f = (x) => g(x);
 * // becomes
 * const f = (x) => { /*!coroscope:1q9zk3pm:10:21*\/ … return g(x); … };
 */
export function markSource(node: FunctionNode | t.Class, file: FileState): void {
  const { source } = file;
  if (source === null || node.type === 'StaticBlock') return;
  const holder = isConstructor(node) ? classAround(file) : node;
  if (typeof holder.start !== 'number' || typeof holder.end !== 'number') return;
  const start = startOfText(holder, source.code);
  const isPlain = source.isPlain || !some(holder, isForeign);
  addComment(node.body, `${SOURCE_MARK}${source.key}:${start}:${isPlain ? holder.end : ''}`);
}

/** `$c.source("1q9zk3pm", "const f = (x) => g(x);", $b);` */
export function registerSource({ code, key }: SourceText, { names }: FileState): t.Statement {
  const source = member(identifier(names.probes), 'source');
  return statement(call(source, [stringLiteral(key), stringLiteral(code), identifier(names.base)]));
}

/** A constructor is no function of its own; where classes are lowered, it becomes the class. */
function isConstructor(node: FunctionNode | t.Class): boolean {
  return node.type === 'ClassMethod' && node.kind === 'constructor';
}

function classAround({ ancestors }: FileState): t.Node {
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

const FOREIGN = /^(?:TS|JSX|Flow|Type|Interface|OpaqueType|Enum|Decorator$|ClassAccessor)/;
/** What TypeScript and Flow say with a word, or a `?` or `!`, in nodes that are JavaScript's. */
const FOREIGN_FLAGS = ['abstract', 'accessibility', 'declare', 'definite', 'optional', 'override'];

/** Whether engines don't know a construct: an earlier or later tool makes JavaScript of it. */
function isForeign(node: t.Node): true | undefined {
  if (FOREIGN.test(node.type)) return true;
  if (node.type.startsWith('Optional')) return undefined;
  const fields = node as unknown as Record<string, unknown>;
  return FOREIGN_FLAGS.some((flag) => fields[flag]) || fields.readonly === true || undefined;
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
