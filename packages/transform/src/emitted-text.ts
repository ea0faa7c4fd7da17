import type * as t from '@babel/types';
import type { Printer } from './print.js';

/** Writes an emitted node, all on one line. */
export function printEmitted(node: t.Node, printer: Printer): void {
  const print = WORDS[node.type] as ((node: t.Node, printer: Printer) => void) | undefined;
  if (print === undefined) throw new Error(`Nothing prints an emitted ${node.type}`);
  print(node, printer);
}

type Words = { [T in t.Node['type']]?: (node: Extract<t.Node, { type: T }>, out: Printer) => void };

/** The kinds of node of which nodes.ts and the rewritings make some. */
const WORDS = {
  Identifier: ({ name }, out) => out.write(name),
  NumericLiteral: ({ value }, out) => out.write(String(value)),
  StringLiteral: ({ extra }, out) => out.write(extra!.raw as string),
  NullLiteral: (_, out) => out.write('null'),

  ArrayExpression({ elements }, out) {
    out.write('[');
    separated(elements as t.Node[], out);
    out.write(']');
  },
  ObjectExpression({ properties }, out) {
    out.write('{ ');
    separated(properties, out);
    out.write(' }');
  },
  /** The key is computed, as all of ours are. */
  ObjectProperty({ key, value }, out) {
    out.write('[');
    out.print(key);
    out.write(']: ');
    out.print(value);
  },
  MemberExpression({ object, property, computed }, out) {
    out.print(object);
    out.write(computed ? '[' : '.');
    out.print(property);
    if (computed) out.write(']');
  },
  CallExpression({ callee, arguments: args }, out) {
    out.print(callee);
    out.write('(');
    separated(args, out);
    out.write(')');
  },
  AssignmentExpression: printBinary,
  BinaryExpression: printBinary,
  LogicalExpression({ left, operator, right }, out) {
    out.write('(');
    out.print(left);
    out.write(` ${operator} (`);
    out.print(right);
    out.write('))');
  },
  ConditionalExpression({ test, consequent, alternate }, out) {
    out.print(test);
    out.write(' ? ');
    out.print(consequent);
    out.write(' : ');
    out.print(alternate);
  },
  FunctionExpression: (node, out) => out.printWithoutName(node),

  ExpressionStatement({ expression }, out) {
    const isBlockLike =
      expression.type === 'AssignmentExpression' && expression.left.type === 'ObjectPattern';
    if (isBlockLike) out.write('(');
    out.print(expression);
    out.write(isBlockLike ? ');' : ';');
  },
  EmptyStatement: (_, out) => out.write(';'),
  ReturnStatement({ argument }, out) {
    out.write('return');
    if (argument) {
      out.write(' ');
      out.print(argument);
    }
    out.write(';');
  },
  IfStatement({ test, consequent }, out) {
    out.write('if (');
    out.print(test);
    out.write(') ');
    out.print(consequent);
  },
  BlockStatement(node, out) {
    out.write('{');
    out.printStatements(node.body);
    if (node.loc) out.catchUp(node.loc.end.line);
    out.write(' }');
  },
  ThrowStatement({ argument }, out) {
    out.write('throw ');
    out.print(argument);
    out.write(';');
  },
  TryStatement({ block, handler, finalizer }, out) {
    out.write('try ');
    out.print(block);
    out.write(' ');
    if (handler) out.print(handler);
    out.write('finally ');
    out.print(finalizer!);
  },
  CatchClause({ param, body }, out) {
    out.write('catch (');
    out.print(param!);
    out.write(') ');
    out.print(body);
    out.write(' ');
  },
  /** Without a semicolon, since it may be the head of a loop. */
  VariableDeclaration({ kind, declarations }, out) {
    out.write(`${kind} `);
    separated(declarations, out);
  },
  VariableDeclarator({ id, init }, out) {
    out.print(id);
    if (!init) return;
    out.write(' = ');
    out.print(init);
  },
  FunctionDeclaration({ id, params, body }, out) {
    out.write('function ');
    out.print(id!);
    out.write('(');
    separated(params, out);
    out.write(') ');
    out.print(body);
  },
  ImportDeclaration({ specifiers, source }, out) {
    out.write('import { ');
    separated(specifiers, out);
    out.write(' } from ');
    out.print(source);
    out.write(';');
  },
  ImportSpecifier({ imported, local }, out) {
    out.print(imported);
    out.write(' as ');
    out.print(local);
  },
} satisfies Words as Record<string, unknown>;

function printBinary(
  { left, operator, right }: t.AssignmentExpression | t.BinaryExpression,
  out: Printer,
): void {
  out.print(left);
  out.write(` ${operator} `);
  out.print(right);
}

function separated(nodes: readonly t.Node[], out: Printer): void {
  nodes.forEach((node, i) => {
    if (i > 0) out.write(', ');
    out.print(node);
  });
}
