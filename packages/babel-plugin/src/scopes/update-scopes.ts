import type * as babel from '@babel/core';
import type { NodePath, types as t } from '@babel/core';
import type { EditedNodes } from '@coroscope/transform';

type Scope = NodePath['scope'];
type Binding = Scope['bindings'][string];
type Paths = Map<t.Node, NodePath>;

/** What the types of Babel leave out. */
interface ScopeInternals {
  crawling: boolean;
  init(): void;
}
interface PathInternals {
  /** The paths of the children, in Babel 8. */
  _store?: Paths | null;
}
interface Caches {
  scope: WeakMap<t.Node, Scope>;
  /** The paths of the children by node, in Babel 7. */
  path?: WeakMap<t.Node, unknown>;
}

/** Thrown where a tree has been edited in a way that the scopes can't be updated for. */
const UNKNOWN_EDIT = new Error('an edit for which scopes have to be collected anew');

/** Kinds of bindings that stay in the function when its statements move to a block. */
const OF_FUNCTIONS: ReadonlySet<string> = new Set(['param', 'local', 'var']);
/** Kinds of bindings that move with the statements. */
const OF_BLOCKS: ReadonlySet<string> = new Set(['hoisted', 'let', 'const']);

/**
 * Brings paths and scopes up to date with what has been emitted, for the plugins that run next. Collecting
 * all of it anew would take as long as what Babel itself does after parsing (docs/performance.md).
 *
 * The paths of nodes that have moved below emitted ones move with them. Where the statements of a function
 * have gone into a block, its scope becomes that of the block, and the function gets a new one, with what
 * belongs to a function: so nothing inside has to be looked at.
 *
 * @returns false where that is not possible, and scopes have to be collected anew
 */
export function updateScopes(
  program: NodePath<t.Program>,
  edited: EditedNodes,
  { traverse, types }: Pick<typeof babel, 'traverse' | 'types'>,
): boolean {
  if (!edited.isComplete || isEmitted(program.node)) return false;
  const caches = traverse.cache as unknown as Caches;
  const hasStores = (program as PathInternals)._store instanceof Map;
  if (!hasStores && !(caches.path?.get(program.node) instanceof Map)) return false;
  const scope = program.scope as unknown as ScopeInternals;
  // As while Babel collects: a new scope does not start to collect by itself.
  scope.crawling = true;
  try {
    new Update(program, edited, caches, hasStores, types).run();
    return true;
  } catch (error) {
    if (error === UNKNOWN_EDIT) return false;
    throw error;
  } finally {
    scope.crawling = false;
  }
}

/** An emitted node is a plain object, the parser's are of a class. */
function isEmitted(node: t.Node): boolean {
  return Object.getPrototypeOf(node) === Object.prototype;
}

class Update {
  readonly #program: NodePath;
  readonly #edited: EditedNodes;
  readonly #caches: Caches;
  readonly #hasStores: boolean;
  readonly #types: typeof babel.types;
  /** Emitted names that are read, and assignments. */
  readonly #references: NodePath<t.Identifier>[] = [];
  readonly #assignments: NodePath[] = [];
  /** Emitted names that are declared elsewhere than at the top. */
  readonly #localNames = new Set<string>();
  /** By block that the statements of a function have gone into: their scope. */
  readonly #innerScopes = new Map<t.Node, Scope>();

  constructor(
    program: NodePath,
    edited: EditedNodes,
    caches: Caches,
    hasStores: boolean,
    types: typeof babel.types,
  ) {
    this.#program = program;
    this.#edited = edited;
    this.#caches = caches;
    this.#hasStores = hasStores;
    this.#types = types;
  }

  run(): void {
    this.#visitEdited(this.#program);
    for (const path of this.#assignments) path.scope.registerConstantViolation(path);
    for (const path of this.#references) this.#addReference(path);
  }

  // Nodes of the source.

  /** Visits a node of the source in which something has been emitted. */
  #visitEdited(path: NodePath): void {
    const { node } = path;
    const paths = this.#storeOf(path);
    const inner = blockOfStatements(node);
    if (inner !== null) this.#separateScope(path, inner);
    const fields = node as unknown as Record<string, t.Node | (t.Node | null)[] | null | undefined>;
    for (const key of this.#keysOf(node)) {
      const child = fields[key];
      if (!child) continue;
      if (!Array.isArray(child)) {
        this.#visitChild(path, paths, child, key, null, node, false);
        continue;
      }
      const isMoved = child.some((element) => element !== null && isEmitted(element));
      for (let i = 0; i < child.length; i++) {
        const element = child[i];
        if (element) this.#visitChild(path, paths, element, i, key, child, isMoved);
      }
    }
  }

  #visitChild(
    parent: NodePath,
    paths: Paths,
    node: t.Node,
    key: string | number,
    listKey: string | null,
    container: object,
    isMoved: boolean,
  ): void {
    if (isEmitted(node) && !paths.has(node)) {
      this.#visitEmitted(this.#place(parent, container, listKey, key), paths);
      return;
    }
    const mayHold = this.#edited.mayHold(node);
    if (!mayHold && !isMoved) return;
    if (!paths.has(node)) {
      if (mayHold) throw UNKNOWN_EDIT;
      return;
    }
    const path = this.#place(parent, container, listKey, key);
    if (mayHold) this.#visitEdited(path);
  }

  /** Gives a function, whose scope is that of its statements from now on, one of its own. */
  #separateScope(path: NodePath, inner: t.BlockStatement): void {
    const statements = path.scope;
    if (statements.path !== path) throw UNKNOWN_EDIT;
    const bindings = Object.entries(statements.bindings as Record<string, Binding>);
    if (!bindings.every(([, { kind }]) => OF_FUNCTIONS.has(kind) || OF_BLOCKS.has(kind))) {
      throw UNKNOWN_EDIT;
    }
    this.#caches.scope.delete(path.node);
    const own = this.#newScope(path);
    for (const [name, binding] of bindings) {
      if (!OF_FUNCTIONS.has(binding.kind)) continue;
      delete statements.bindings[name];
      own.bindings[name] = binding;
      binding.scope = own;
    }
    path.scope = own;
    for (const child of this.#pathsOf(path)!.values()) {
      if (child.key === 'body') {
        if (child.node.type === 'BlockStatement') child.scope = own;
      } else if (child.listKey !== 'body' && child.scope === statements) {
        this.#changeScope(child, statements, own);
      }
    }
    this.#innerScopes.set(inner, statements);
  }

  #changeScope(path: NodePath, from: Scope, to: Scope): void {
    path.scope = to;
    for (const child of this.#pathsOf(path)?.values() ?? []) {
      if (child.scope === from) this.#changeScope(child, from, to);
    }
  }

  // Emitted nodes.

  /** @param paths of the children of the nearest node of the source above, in whose place it is */
  #visitEmitted(path: NodePath, paths: Paths): void {
    const { node } = path;
    const inner = this.#innerScopes.get(node);
    const outer = path.parentPath!.scope;
    if (inner !== undefined) {
      inner.path = path;
      inner.block = node;
      this.#caches.scope.set(node, inner);
      path.scope = inner;
    } else {
      path.scope = path.isScope() ? this.#newScope(path) : outer;
    }
    const fields = node as unknown as Record<string, t.Node | (t.Node | null)[] | null | undefined>;
    for (const key of this.#keysOf(node)) {
      const child = fields[key];
      if (!child) continue;
      if (!Array.isArray(child)) {
        this.#visitBelowEmitted(path, paths, child, key, null, node);
        continue;
      }
      for (let i = 0; i < child.length; i++) {
        const element = child[i];
        if (element) this.#visitBelowEmitted(path, paths, element, i, key, child);
      }
    }
    this.#register(path, outer);
  }

  #visitBelowEmitted(
    parent: NodePath,
    paths: Paths,
    node: t.Node,
    key: string | number,
    listKey: string | null,
    container: object,
  ): void {
    if (isEmitted(node)) {
      this.#visitEmitted(this.#place(parent, container, listKey, key), paths);
      return;
    }
    const moved = paths.get(node);
    if (moved === undefined) {
      // A value that nothing refers to has no path; another node comes from elsewhere.
      if (node.type === 'Identifier' || this.#keysOf(node).length > 0) throw UNKNOWN_EDIT;
      return;
    }
    if (isBound(parent.node, key)) throw UNKNOWN_EDIT;
    // What it declares would have to move as well.
    if (!this.#innerScopes.has(parent.node) && isDeclaration(node)) throw UNKNOWN_EDIT;
    paths.delete(node);
    this.#storeOf(parent).set(node, moved);
    const path = this.#place(parent, container, listKey, key);
    const { scope } = path;
    if (scope !== parent.scope && !path.isScope()) this.#changeScope(path, scope, parent.scope);
    if (this.#edited.mayHold(node)) this.#visitEdited(path);
  }

  #register(path: NodePath, outer: Scope): void {
    const { node } = path;
    switch (node.type) {
      case 'Identifier':
        if (this.#isRead(path as NodePath<t.Identifier>)) {
          this.#references.push(path as NodePath<t.Identifier>);
        }
        break;
      case 'VariableDeclaration': {
        const isVar = node.kind === 'var';
        const scope = isVar
          ? (path.scope.getFunctionParent() ?? path.scope.getProgramParent())
          : path.scope.getBlockParent();
        this.#declare(path, scope);
        break;
      }
      case 'FunctionDeclaration':
        this.#declare(path, outer.getBlockParent());
        for (const param of path.get('params') as NodePath[]) {
          path.scope.registerBinding('param', param);
        }
        break;
      case 'ImportDeclaration':
        this.#declare(path, outer.getBlockParent());
        break;
      case 'CatchClause':
        path.scope.registerBinding('let', path);
        if (node.param?.type === 'Identifier') this.#localNames.add(node.param.name);
        break;
      case 'AssignmentExpression':
        this.#assignments.push(path);
        break;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ClassExpression':
      case 'ClassDeclaration':
      case 'LabeledStatement':
      case 'UpdateExpression':
        throw UNKNOWN_EDIT;
    }
  }

  #declare(path: NodePath, scope: Scope): void {
    scope.registerDeclaration(path);
    if (scope === this.#program.scope) return;
    for (const name of Object.keys(path.getBindingIdentifiers())) this.#localNames.add(name);
  }

  #isRead({ node, parent, parentPath }: NodePath<t.Identifier>): boolean {
    return this.#types.isReferenced(node, parent, parentPath?.parent);
  }

  #addReference(path: NodePath<t.Identifier>): void {
    const { name } = path.node;
    // Names at the top are free in the whole file: the search upwards can be left out.
    const atTop = this.#program.scope.bindings[name] as Binding | undefined;
    const binding =
      atTop !== undefined && !this.#localNames.has(name) ? atTop : path.scope.getBinding(name);
    if (binding === undefined) {
      this.#program.scope.addGlobal(path.node);
      return;
    }
    // `reference` would look for it among all others first.
    binding.referenced = true;
    binding.references++;
    binding.referencePaths.push(path);
  }

  // Paths.

  #newScope(path: NodePath): Scope {
    const Constructor = this.#program.scope.constructor as new (path: NodePath) => Scope;
    const scope = new Constructor(path);
    (scope as unknown as ScopeInternals).init();
    return scope;
  }

  /** The path of a child, with its place as it is now. */
  #place(
    parentPath: NodePath,
    container: object,
    listKey: string | null,
    key: string | number,
  ): NodePath {
    const { get } = this.#program.constructor as unknown as {
      get(place: object): NodePath;
    };
    const { node: parent } = parentPath;
    const path = get({ parentPath, parent, container, listKey, key });
    path.parent = parent;
    return path;
  }

  #pathsOf(path: NodePath): Paths | undefined {
    if (this.#hasStores) return (path as PathInternals)._store ?? undefined;
    return this.#caches.path!.get(path.node) as Paths | undefined;
  }

  #storeOf(path: NodePath): Paths {
    let paths = this.#pathsOf(path);
    if (paths !== undefined) return paths;
    paths = new Map();
    if (this.#hasStores) (path as PathInternals)._store = paths;
    else this.#caches.path!.set(path.node, paths);
    return paths;
  }

  #keysOf({ type }: t.Node): readonly string[] {
    return this.#types.VISITOR_KEYS[type] ?? [];
  }
}

/** The block that the statements of a function have gone into; null where they have not. */
function blockOfStatements(node: t.Node): t.BlockStatement | null {
  let body: t.Statement[];
  if (node.type === 'StaticBlock') body = node.body;
  else if ('params' in node && 'body' in node && isBlock(node.body)) body = node.body.body;
  else return null;
  const last = body.at(-1);
  return last?.type === 'TryStatement' && isEmitted(last) ? last.block : null;
}

function isBlock(body: unknown): body is t.BlockStatement {
  return (body as t.Node | null)?.type === 'BlockStatement';
}

/** Whether a child of an emitted node is a pattern of the source that it binds. */
function isBound(parent: t.Node, key: string | number): boolean {
  return (
    (parent.type === 'VariableDeclarator' && key === 'id') ||
    (parent.type === 'CatchClause' && key === 'param')
  );
}

/** Whether a statement declares something in the scope that it is in. */
function isDeclaration(node: t.Node): boolean {
  if (node.type === 'VariableDeclaration') return node.kind !== 'var';
  return node.type.endsWith('Declaration') || node.type === 'LabeledStatement';
}
