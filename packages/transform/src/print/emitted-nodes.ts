import type * as t from '@babel/types';
import { mappedIndex } from '../ast/location.js';
import type * as builders from '../ast/builders.js';

/** The printer of the tree around an emitted node. */
export interface NodePrinter {
  write(text: string): void;
  /** Maps what is written next to an index of the source. */
  mapTo(index: number): void;
  /** Maps what is written next to the start of a node, if that is in the source. */
  mapToStart(node: t.Node): void;
  /** Prints a child. */
  print(node: t.Node): void;
  /** Prints the statements of a block. */
  printStatements(statements: readonly t.Statement[]): void;
  /** Prints a function expression that was a declaration. */
  printWithoutName(node: t.FunctionExpression): void;
  /** Ends lines until the given one is reached. */
  catchUp(line: number): void;
}

/** Prints an emitted node on one line. */
export function printEmitted(node: t.Node, out: NodePrinter): void {
  const print = PRINTERS[node.type] as ((node: t.Node, out: NodePrinter) => void) | undefined;
  if (print === undefined) throw new Error(`No printer for an emitted ${node.type}`);
  print(node, out);
}

type EmittedNode = Extract<ReturnType<(typeof builders)[keyof typeof builders]>, t.Node>;

/** The printer of each type of node that has a builder; a missing one does not compile. */
const PRINTERS = {
  Identifier(node, out) {
    mapTo(node, typeof node.start === 'number' ? node : null, out);
    out.write(node.name);
  },
  NumericLiteral: ({ value }, out) => out.write(String(value)),
  StringLiteral: ({ extra }, out) => out.write(extra!.raw as string),
  NullLiteral: (_, out) => out.write('null'),

  ArrayExpression({ elements }, out) {
    out.write('[');
    printList(elements as t.Node[], out);
    out.write(']');
  },
  ObjectExpression({ properties }, out) {
    out.write('{ ');
    printList(properties, out);
    out.write(' }');
  },
  /** The key is computed, as all emitted keys are. */
  ObjectProperty({ key, value }, out) {
    out.write('[');
    out.print(key);
    out.write(']: ');
    out.print(value);
  },
  MemberExpression({ object, property, computed }, out) {
    out.print(object);
    if (computed) out.mapToStart(object);
    out.write(computed ? '[' : '.');
    out.print(property);
    if (computed) out.write(']');
  },
  CallExpression(node, out) {
    out.print(node.callee);
    out.write('(');
    printList(node.arguments, out);
    mapTo(node, null, out);
    out.write(')');
  },
  OptionalMemberExpression({ object, property, computed }, out) {
    out.print(object);
    if (computed) mapTo(property, object, out);
    out.write(computed ? '?.[' : '?.');
    out.print(property);
    if (computed) out.write(']');
  },
  OptionalCallExpression({ callee, arguments: args }, out) {
    out.print(callee);
    out.write('(');
    printList(args, out);
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
  ReturnStatement({ argument }, out) {
    if (argument) out.mapToStart(argument);
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
  /** No semicolon, since it may be the head of a loop. */
  VariableDeclaration({ kind, declarations }, out) {
    out.write(`${kind} `);
    printList(declarations, out);
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
    printList(params, out);
    out.write(') ');
    out.print(body);
  },
  ImportDeclaration({ specifiers, source }, out) {
    out.write('import { ');
    printList(specifiers, out);
    out.write(' } from ');
    out.print(source);
    out.write(';');
  },
  ImportSpecifier({ imported, local }, out) {
    out.print(imported);
    out.write(' as ');
    out.print(local);
  },
} satisfies {
  [T in EmittedNode['type']]: (node: Extract<EmittedNode, { type: T }>, out: NodePrinter) => void;
} as Record<string, unknown>;

function printBinary(
  { left, operator, right }: t.AssignmentExpression | t.BinaryExpression,
  out: NodePrinter,
): void {
  out.print(left);
  out.write(` ${operator} `);
  out.print(right);
}

/** Maps what is written next, of a call its end, to where the node is mapped, else to the start of another. */
function mapTo(node: t.Node, start: t.Node | null, out: NodePrinter): void {
  const index = mappedIndex(node);
  if (typeof index === 'number') out.mapTo(index);
  else if (start !== null) out.mapToStart(start);
}

function printList(nodes: readonly t.Node[], out: NodePrinter): void {
  nodes.forEach((node, i) => {
    if (i > 0) out.write(', ');
    out.print(node);
  });
}
