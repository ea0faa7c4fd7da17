import type * as t from '@babel/types';

// Object literals instead of the builders of @babel/types, which validate every field.

export const identifier = (name: string) => ({ type: 'Identifier', name }) as t.Identifier;

export const numericLiteral = (value: number) =>
  ({ type: 'NumericLiteral', value }) as t.NumericLiteral;

/** `raw` spares Babel's printer its slow escaping of what may be megabytes of metadata. */
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

/** `object?.property(…)` */
export const optionalCall = (
  object: t.Expression,
  property: string,
  args: t.OptionalCallExpression['arguments'],
) =>
  ({
    type: 'OptionalCallExpression',
    callee: {
      type: 'OptionalMemberExpression',
      object,
      property: identifier(property),
      computed: false,
      optional: true,
    },
    arguments: args,
    optional: false,
  }) as t.OptionalCallExpression;

/** `object?.[property]` */
export const optionalComputedMember = (object: t.Expression, property: t.Expression) =>
  ({
    type: 'OptionalMemberExpression',
    object,
    property,
    computed: true,
    optional: true,
  }) as t.OptionalMemberExpression;

/** `object[property]` */
export const computedMember = (object: t.Expression, property: t.Expression) =>
  ({ type: 'MemberExpression', object, property, computed: true }) as t.MemberExpression;

export const arrayExpression = (elements: t.Expression[]) =>
  ({ type: 'ArrayExpression', elements }) as t.ArrayExpression;

/** `[key]: value` */
export const computedProperty = (key: t.Expression, value: t.Expression) =>
  ({ type: 'ObjectProperty', key, value, computed: true }) as t.ObjectProperty;

export const objectExpression = (properties: t.ObjectProperty[]) =>
  ({ type: 'ObjectExpression', properties }) as t.ObjectExpression;

export const binary = (
  left: t.Expression,
  operator: t.BinaryExpression['operator'],
  right: t.Expression,
) => ({ type: 'BinaryExpression', operator, left, right }) as t.BinaryExpression;

export const logicalOr = (left: t.Expression, right: t.Expression) =>
  ({ type: 'LogicalExpression', operator: '||', left, right }) as t.LogicalExpression;

export const assignment = (left: t.LVal, right: t.Expression) =>
  ({ type: 'AssignmentExpression', operator: '=', left, right }) as t.AssignmentExpression;

/** The property by which istanbul leaves a node out of coverage: emitted branches are not the user's. */
export const notCovered = () => ({ __cov__: { 'skip-all': true } });

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
    ...notCovered(),
  }) as unknown as t.ConditionalExpression;

export const statement = (expression: t.Expression) =>
  ({ type: 'ExpressionStatement', expression }) as t.ExpressionStatement;

export const ifStatement = (test: t.Expression, consequent: t.Statement) =>
  ({
    type: 'IfStatement',
    test,
    consequent,
    alternate: null,
    ...notCovered(),
  }) as unknown as t.IfStatement;

export const returnStatement = (argument: t.Expression) =>
  ({ type: 'ReturnStatement', argument }) as t.ReturnStatement;

export const throwStatement = (argument: t.Expression) =>
  ({ type: 'ThrowStatement', argument }) as t.ThrowStatement;

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

/** A declared function as an anonymous expression. */
export const anonymousFunction = (declared: t.FunctionDeclaration) =>
  ({ ...declared, type: 'FunctionExpression', id: null }) as unknown as t.FunctionExpression;

export const catchClause = (param: t.Identifier, body: t.Statement[]) =>
  ({ type: 'CatchClause', param, body: block(body) }) as t.CatchClause;

export const tryFinally = (body: t.Statement[], finalizer: t.Statement[]) =>
  ({
    type: 'TryStatement',
    block: block(body),
    handler: null,
    finalizer: block(finalizer),
  }) as t.TryStatement;

export const declarator = (id: t.VariableDeclarator['id'], init: t.Expression | null) =>
  ({ type: 'VariableDeclarator', id, init }) as t.VariableDeclarator;

export const declaration = (
  kind: t.VariableDeclaration['kind'],
  id: t.VariableDeclarator['id'],
  init: t.Expression | null,
) =>
  ({
    type: 'VariableDeclaration',
    kind,
    declarations: [declarator(id, init)],
  }) as t.VariableDeclaration;

export const importSpecifier = (imported: string, local: string) =>
  ({
    type: 'ImportSpecifier',
    imported: identifier(imported),
    local: identifier(local),
  }) as t.ImportSpecifier;

export const importDeclaration = (specifiers: t.ImportSpecifier[], source: t.StringLiteral) =>
  ({ type: 'ImportDeclaration', specifiers, source }) as unknown as t.ImportDeclaration;
