import type * as t from '@babel/types';
import { codeKeys, type Fields } from '../ast/fields.js';
import { isFunction, isWrapped } from '../ast/predicates.js';

/** What a variable is given. */
interface Value {
  node: t.Node;
  /** The property of it that the variable gets by destructuring; null for all of it. */
  property: string | null;
}

/** A variable in its scope, with all that is known of what it holds. */
export interface Variable {
  readonly name: string;
  /** The functions declared by its name, its initializers, and what is assigned to it. */
  readonly values: Value[];
  /** What it is imported from; `name` is null for a namespace or a default. */
  readonly imported: { source: string; name: string | null } | null;
  /** Whether it can hold anything: a parameter, a class, what is caught or iterated. */
  isUnknown: boolean;
  /** Where it is named, other than by its declarations. */
  readonly references: t.Identifier[];
}

/** The variables of a file, by the identifiers that name them. */
export type Variables = ReadonlyMap<t.Node, Variable>;

interface Scope {
  readonly parent: Scope | null;
  /** Whether `var` declares in it. */
  readonly isOfFunction: boolean;
  readonly variables: Map<string, Variable>;
}

/** Resolves every identifier of a file; those that are missing from the result name no variable of the file. */
export function findVariables(program: t.Program): Variables {
  const resolver = new Resolver();
  resolver.visitChildren(program, newScope(null, true));
  return resolver.resolve();
}

function newScope(parent: Scope | null, isOfFunction: boolean): Scope {
  return { parent, isOfFunction, variables: new Map() };
}

/** Declarations are hoisted: nothing is resolved before the whole file has been seen. */
class Resolver {
  readonly #byIdentifier = new Map<t.Node, Variable>();
  readonly #references: [t.Identifier, Scope][] = [];
  readonly #assignments: [t.Identifier, t.Expression, Scope][] = [];

  resolve(): Variables {
    for (const [identifier, scope] of this.#references) {
      const variable = lookUp(identifier.name, scope);
      if (variable === undefined) continue;
      variable.references.push(identifier);
      this.#byIdentifier.set(identifier, variable);
    }
    for (const [{ name }, node, scope] of this.#assignments) {
      lookUp(name, scope)?.values.push({ node, property: null });
    }
    return this.#byIdentifier;
  }

  visitChildren(node: t.Node, scope: Scope): void {
    for (const key of codeKeys(node)) this.#visitField(node, key, scope);
  }

  #visitField(node: t.Node, key: string, scope: Scope): void {
    const child = (node as unknown as Fields)[key];
    if (Array.isArray(child)) {
      for (const element of child) if (element) this.#visit(element, scope);
    } else if (child) {
      this.#visit(child, scope);
    }
  }

  #visit(node: t.Node, scope: Scope): void {
    if (isFunction(node)) {
      this.#visitFunction(node, scope);
      return;
    }
    switch (node.type) {
      case 'Identifier':
        this.#references.push([node, scope]);
        return;
      case 'VariableDeclaration':
        this.#visitDeclaration(node, scope);
        return;
      case 'AssignmentExpression':
        if (node.left.type === 'Identifier') this.#assignments.push([node.left, node.right, scope]);
        break;
      case 'ImportDeclaration':
        this.#visitImport(node, scope);
        return;
      case 'ExportNamedDeclaration':
        if (node.source) return;
        break;
      case 'ExportSpecifier':
        this.#visit(node.local, scope);
        return;
      case 'ClassDeclaration':
        if (node.id) this.#declare(node.id, scope).isUnknown = true;
        this.#visitFields(node, ['superClass', 'body', 'decorators'], scope);
        return;
      case 'ClassExpression': {
        const inner = newScope(scope, false);
        if (node.id) this.#declare(node.id, inner).isUnknown = true;
        this.#visitFields(node, ['superClass', 'body', 'decorators'], inner);
        return;
      }
      case 'CatchClause': {
        const inner = newScope(scope, false);
        if (node.param) this.#declarePattern(node.param, null, inner, inner);
        this.#visit(node.body, inner);
        return;
      }
      case 'BlockStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'SwitchStatement':
        this.visitChildren(node, newScope(scope, false));
        return;
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        this.#visit(node.object, scope);
        if (node.computed) this.#visit(node.property, scope);
        return;
      case 'ObjectProperty':
      case 'ClassProperty':
      case 'ClassAccessorProperty':
        if (node.computed) this.#visit(node.key, scope);
        this.#visitFields(node, ['decorators', 'value'], scope);
        return;
      case 'LabeledStatement':
        this.#visit(node.body, scope);
        return;
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
      case 'PrivateName':
        return;
    }
    this.visitChildren(node, scope);
  }

  #visitFields(node: t.Node, keys: readonly string[], scope: Scope): void {
    for (const key of keys) this.#visitField(node, key, scope);
  }

  #visitFunction(node: t.Function | t.StaticBlock, scope: Scope): void {
    const inner = newScope(scope, true);
    if (node.type === 'StaticBlock') {
      this.visitChildren(node, inner);
      return;
    }
    if ('key' in node && 'computed' in node && node.computed) this.#visit(node.key, scope);
    if ('decorators' in node) this.#visitField(node, 'decorators', scope);
    if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') {
      const own = node.type === 'FunctionDeclaration' ? scope : inner;
      if (node.id) this.#declare(node.id, own).values.push({ node, property: null });
    }
    for (const param of node.params) this.#declarePattern(param, null, inner, inner);
    this.#visit(node.body, inner);
  }

  #visitDeclaration(node: t.VariableDeclaration, scope: Scope): void {
    let own = scope;
    if (node.kind === 'var') while (!own.isOfFunction) own = own.parent!;
    for (const { id, init } of node.declarations) {
      if (id.type === 'Identifier' && !init) this.#declare(id, own);
      else this.#declarePattern(id, init ?? null, own, scope);
      if (init) this.#visit(init, scope);
    }
  }

  #visitImport(node: t.ImportDeclaration, scope: Scope): void {
    for (const specifier of node.specifiers) {
      const name = specifier.type === 'ImportSpecifier' ? nameOfKey(specifier.imported) : null;
      this.#declare(specifier.local, scope, { source: node.source.value, name });
    }
  }

  /**
   * @param init what is bound; null where that is not known
   * @param own the scope in which names are declared
   * @param scope the one in which defaults and computed keys are evaluated
   */
  #declarePattern(pattern: t.Node, init: t.Node | null, own: Scope, scope: Scope): void {
    if (pattern.type === 'Identifier') {
      const variable = this.#declare(pattern, own);
      if (init) variable.values.push({ node: init, property: null });
      else variable.isUnknown = true;
    } else if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          this.#declarePattern(property.argument, null, own, scope);
          continue;
        }
        if (property.computed) this.#visit(property.key, scope);
        const key = property.computed ? null : nameOfKey(property.key);
        if (init && key !== null && property.value.type === 'Identifier') {
          this.#declare(property.value, own).values.push({ node: init, property: key });
        } else {
          this.#declarePattern(property.value, null, own, scope);
        }
      }
    } else if (pattern.type === 'ArrayPattern') {
      for (const element of pattern.elements) {
        if (element) this.#declarePattern(element, null, own, scope);
      }
    } else if (pattern.type === 'AssignmentPattern') {
      this.#declarePattern(pattern.left, null, own, scope);
      this.#visit(pattern.right, scope);
    } else if (pattern.type === 'RestElement') {
      this.#declarePattern(pattern.argument, null, own, scope);
    } else if (pattern.type === 'TSParameterProperty') {
      this.#declarePattern(pattern.parameter, null, own, scope);
    }
  }

  #declare(
    identifier: t.Identifier,
    { variables }: Scope,
    imported: Variable['imported'] = null,
  ): Variable {
    const { name } = identifier;
    let variable = variables.get(name);
    if (variable === undefined) {
      variable = { name, values: [], imported, isUnknown: false, references: [] };
      variables.set(name, variable);
    }
    this.#byIdentifier.set(identifier, variable);
    return variable;
  }
}

function lookUp(name: string, scope: Scope): Variable | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const variable = at.variables.get(name);
    if (variable !== undefined) return variable;
  }
  return undefined;
}

/** The name of a property that is not computed; null for a number. */
export function nameOfKey(key: t.Node): string | null {
  return key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : null;
}

/** An expression without the parentheses and casts around it. */
export function unwrapped(node: t.Node): t.Node {
  return isWrapped(node) ? unwrapped(node.expression) : node;
}
