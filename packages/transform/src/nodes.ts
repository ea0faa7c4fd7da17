import type * as t from '@babel/types';

// Plain literals instead of the builders of @babel/types, which validate every field.

export const identifier = (name: string) => ({ type: 'Identifier', name }) as t.Identifier;

export const numericLiteral = (value: number) =>
  ({ type: 'NumericLiteral', value }) as t.NumericLiteral;

/** `raw` spares the printer its own, slow, escaping of what may be megabytes. */
export const stringLiteral = (value: string) =>
  ({
    type: 'StringLiteral',
    value,
    extra: { rawValue: value, raw: JSON.stringify(value) },
  }) as unknown as t.StringLiteral;

export const nullLiteral = () => ({ type: 'NullLiteral' }) as t.NullLiteral;

export const member = (object: t.Expression, property: string) =>
  ({
    type: 'MemberExpression',
    object,
    property: identifier(property),
    computed: false,
  }) as t.MemberExpression;

export const call = (callee: t.Expression, args: t.CallExpression['arguments']) =>
  ({ type: 'CallExpression', callee, arguments: args }) as t.CallExpression;

export const assignment = (left: t.LVal, right: t.Expression) =>
  ({ type: 'AssignmentExpression', operator: '=', left, right }) as t.AssignmentExpression;

/** What istanbul reads off a node that its coverage is to leave out: branches of ours are no one's. */
export const uncovered = () => ({ __cov__: { 'skip-all': true } });

export const conditional = (
  test: t.Expression,
  consequent: t.Expression,
  alternate: t.Expression,
) =>
  ({
    type: 'ConditionalExpression',
    test,
    consequent,
    alternate,
    ...uncovered(),
  }) as unknown as t.ConditionalExpression;

export const statement = (expression: t.Expression) =>
  ({ type: 'ExpressionStatement', expression }) as t.ExpressionStatement;

export const ifStatement = (test: t.Expression, consequent: t.Statement) =>
  ({
    type: 'IfStatement',
    test,
    consequent,
    alternate: null,
    ...uncovered(),
  }) as unknown as t.IfStatement;

export const returnStatement = (argument: t.Expression) =>
  ({ type: 'ReturnStatement', argument }) as t.ReturnStatement;

export const block = (body: t.Statement[]) =>
  ({ type: 'BlockStatement', body, directives: [] }) as unknown as t.BlockStatement;

export const functionDeclaration = (name: string, params: t.Identifier[], body: t.Statement[]) =>
  ({
    type: 'FunctionDeclaration',
    id: identifier(name),
    params,
    body: block(body),
    generator: false,
    async: false,
  }) as t.FunctionDeclaration;

export const tryFinally = (body: t.Statement[], finalizer: t.Statement[]) =>
  ({
    type: 'TryStatement',
    block: block(body),
    handler: null,
    finalizer: block(finalizer),
  }) as t.TryStatement;

export const declaration = (
  kind: t.VariableDeclaration['kind'],
  id: t.VariableDeclarator['id'],
  init: t.Expression | null,
) =>
  ({
    type: 'VariableDeclaration',
    kind,
    declarations: [{ type: 'VariableDeclarator', id, init }],
  }) as t.VariableDeclaration;
