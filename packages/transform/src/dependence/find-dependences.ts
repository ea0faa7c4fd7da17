import type * as t from '@babel/types';
import type { FunctionKind } from '@coroscope/runtime/contract';
import { codeKeys, type Fields } from '../ast/fields.js';
import { isAwaitUsing, isFunction, isWrapped } from '../ast/predicates.js';
import { some } from '../ast/some.js';
import { closureOf, hasNamesOnly, isChangingMethod, keyOf, type Closure } from './closure.js';
import { Control } from './control.js';
import { Dependences } from './dependences.js';
import { NO_AWAITS, Variables, type AwaitSet, type Place } from './variables.js';

/**
 * Finds out which awaits of a function depend on which: an await depends on those whose results its
 * operand uses, directly or through variables, and on those that decide whether it is reached.
 *
 * @param body the body of the function, or the program, as it was written
 * @param isAwait whether a `yield` stands for an `await`, as in a lowered async function
 * @returns null where no await follows another
 *
 * @example
 * const user = await getUser();          // 0
 * if (!user) return;
 * const orders = [];
 * for (const id of user.orders) {
 *   orders.push(await getOrder(id));     // 1, depends on 0
 * }
 * await show(orders);                    // 2, depends on 0 (by the return) and 1
 */
export function dependencesIn(
  body: t.Node,
  kind: FunctionKind,
  isAwait: (node: t.YieldExpression) => boolean = () => false,
): Dependences | null {
  if (kind === 'function' || kind === 'generator' || !hasTwoAwaits(body)) return null;
  const analysis = new Analysis(isAwait);
  analysis.visitBody(body);
  return analysis.dependences;
}

/**
 * One pass over a function in the order of execution, and one more over each loop as long as that
 * brings anything new. The branches of a condition are visited one after the other with the same
 * variables: an assignment in a branch or a loop adds to what a variable holds, any other replaces it.
 */
class Analysis {
  readonly dependences = new Dependences();
  readonly #variables = new Variables();
  readonly #control = new Control();
  readonly #isAwait: (node: t.YieldExpression) => boolean;
  /** The awaits met since the beginning of the innermost loop, or of the `try` with a `catch`. */
  #awaitsInLoop = NO_AWAITS;
  #awaitsInTry = NO_AWAITS;
  /** The awaits in loops whose results are not used. */
  #unused = NO_AWAITS;
  #tryDepth = 0;
  /** The awaits whose rejections the `catch` clauses around the present point handle. */
  #caught = NO_AWAITS;
  /** The number of conditions, loops and such around the present point. */
  #depth = 0;
  /** The labels of the statement that is visited next. */
  #labels: string[] = [];
  /** The variables assigned to in the innermost `try` with a `catch`. */
  #assignedInTry = new Set<string>();
  /** The functions met in the value that is being evaluated. */
  #functions: Closure[] = [];
  /** What the functions met so far write to, which they may do during any await. */
  readonly #writtenElsewhere = new Set<string>();
  readonly #closures = new Map<t.Node, Closure>();

  constructor(isAwait: (node: t.YieldExpression) => boolean) {
    this.#isAwait = isAwait;
  }

  visitBody(body: t.Node): void {
    const value = this.#visit(body);
    // An arrow function returns its expression; if that is an await, it is no site of its own.
    if (!isStatement(body) && body.type !== 'AwaitExpression') this.#meet(body, value);
  }

  /** @returns the awaits that the value of an expression comes from */
  #visit(node: t.Node): AwaitSet {
    if (isFunction(node)) return this.#visitFunction(node);
    if (isWrapped(node)) return this.#visit(node.expression);
    if (hasNamesOnly(node)) return NO_AWAITS;
    switch (node.type) {
      case 'Identifier':
      case 'ThisExpression':
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        return this.#visitReference(node);
      case 'CallExpression':
      case 'NewExpression':
      case 'OptionalCallExpression':
        return this.#visitCall(node);
      case 'AwaitExpression':
        return this.#visitAwait(node, node.argument);
      case 'YieldExpression':
        return this.#visitYield(node);
      case 'AssignmentExpression':
        return this.#visitAssignment(node);
      case 'LogicalExpression':
        return this.#visitCondition(node.left, [node.right]);
      case 'ConditionalExpression':
      case 'IfStatement':
        return this.#visitCondition(node.test, [node.consequent, node.alternate]);
      case 'UpdateExpression':
        return this.#visitUpdate(node);
      case 'ExpressionStatement':
        return this.#visitForEffect(node.expression);
      case 'VariableDeclaration':
        return this.#visitDeclaration(node);
      case 'ReturnStatement':
        return this.#visitReturn(node);
      case 'ThrowStatement':
        this.#visit(node.argument);
        return this.#jump(node);
      case 'BreakStatement':
      case 'ContinueStatement':
        return this.#jump(node);
      case 'LabeledStatement':
        return this.#visitLabeled(node);
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
        return this.#visitConditionalLoop(node);
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.#visitIteration(node);
      case 'SwitchStatement':
        return this.#visitSwitch(node);
      case 'TryStatement':
        return this.#visitTry(node);
      case 'BlockStatement':
      case 'Program':
        this.#hoist(node.body);
        return this.#visitChildren(node);
      default:
        return this.#visitChildren(node);
    }
  }

  #visitChildren(node: t.Node): AwaitSet {
    const key = keyOf(node);
    const fields = node as unknown as Fields;
    let awaits = NO_AWAITS;
    for (const field of codeKeys(node)) {
      const child = fields[field];
      if (!child || child === key) continue;
      if (!Array.isArray(child)) awaits |= this.#visit(child);
      else for (const element of child) if (element !== null) awaits |= this.#visit(element);
    }
    return awaits;
  }

  #visitOptional(node: t.Node | null | undefined): AwaitSet {
    return node ? this.#visit(node) : NO_AWAITS;
  }

  // Awaits

  /** Adds an await, and returns it. */
  #meet(node: t.Node, operand: AwaitSet): AwaitSet {
    const met = this.dependences.add(node, operand | this.#control.deciding);
    this.#awaitsInLoop |= met;
    this.#awaitsInTry |= met;
    for (const name of this.#writtenElsewhere) this.#variables.change({ root: name }, met);
    return met;
  }

  #visitAwait(node: t.Node, argument: t.Node): AwaitSet {
    // What the promise came from, its result need not have anything to do with.
    const outer = this.#functions;
    this.#functions = [];
    const met = this.#meet(node, this.#visit(argument));
    this.#functions = outer;
    return met;
  }

  #visitYield(node: t.YieldExpression): AwaitSet {
    if (node.argument && this.#isAwait(node)) {
      return this.#visitAwait(node, node.argument);
    }
    const operand = this.#visitOptional(node.argument);
    const met = this.#meet(node, operand);
    // The consumer has seen what was yielded when it decides to go on.
    this.#control.leaveFunction(met | operand);
    return met;
  }

  // Values

  #visitFunction(node: t.Node): AwaitSet {
    const closure = this.#closure(node);
    this.#functions.push(closure);
    for (const name of closure.writes) this.#writtenElsewhere.add(name);
    let awaits = NO_AWAITS;
    for (const name of closure.reads) awaits |= this.#variables.read({ root: name });
    return awaits;
  }

  #closure(node: t.Node): Closure {
    let closure = this.#closures.get(node);
    if (closure === undefined) {
      closure = closureOf(node as Parameters<typeof closureOf>[0]);
      this.#closures.set(node, closure);
    }
    return closure;
  }

  #visitReference(node: t.Node): AwaitSet {
    const place = placeOf(node);
    let awaits = place === null ? NO_AWAITS : this.#variables.read(place);
    let inner = node;
    while (inner.type === 'MemberExpression' || inner.type === 'OptionalMemberExpression') {
      if (inner.computed) awaits |= this.#visit(inner.property);
      inner = inner.object;
      if (isWrapped(inner)) inner = inner.expression;
    }
    return place === null && inner !== node ? awaits | this.#visit(inner) : awaits;
  }

  #visitCall(node: t.CallExpression | t.NewExpression | t.OptionalCallExpression): AwaitSet {
    const outer = this.#functions;
    this.#functions = [];
    const { callee } = node;
    const receiver = receiverOf(callee);
    let awaits = this.#visit(receiver);
    if (receiver !== callee && 'computed' in callee && callee.computed) {
      awaits |= this.#visit(callee.property);
    }
    const visitArguments = () => {
      for (const argument of node.arguments) awaits |= this.#visit(argument);
    };
    // `a?.(await b)` and `a?.b(await c)` call nothing where `a` is missing.
    if (node.type === 'OptionalCallExpression') this.#control.under(awaits, visitArguments);
    else visitArguments();

    const flowing = awaits | this.#control.deciding;
    for (const { writes } of this.#functions) {
      for (const root of writes) this.#change({ root }, flowing);
    }
    if (isChangingMethod(callee)) this.#change(placeOf(receiver), flowing);
    outer.push(...this.#functions);
    this.#functions = outer;
    return awaits;
  }

  /** Visits an expression whose value is not used: a call is made for what it changes. */
  #visitForEffect(node: t.Expression): AwaitSet {
    const awaits = this.#visit(node);
    if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') this.#unused |= awaits;
    if (node.type !== 'CallExpression') return awaits;
    const flowing = awaits | this.#control.deciding;
    for (const root of this.#writtenElsewhere) this.#change({ root }, flowing);
    // `Object.assign(user, …)`
    const [first] = node.arguments;
    if (first !== undefined && !isConsole(receiverOf(node.callee))) {
      this.#change(placeOf(first), flowing);
    }
    // `query.where(…).limit(…)`
    let call: t.Node = node;
    while (call.type === 'CallExpression') {
      const receiver = receiverOf(call.callee);
      if (receiver !== call.callee && !isConsole(receiver))
        this.#change(placeOf(receiver), flowing);
      call = receiver;
    }
    return awaits;
  }

  #change(place: Place | null, awaits: AwaitSet): void {
    if (place === null || awaits === NO_AWAITS) return;
    this.#assignedInTry.add(place.root);
    this.#variables.change(place, awaits);
  }

  // Assignments

  #visitAssignment(node: t.AssignmentExpression): AwaitSet {
    const { left, operator, right } = node;
    if (operator === '=') return this.#assign(left, right, this.#depth === 0);
    const before = this.#visit(left);
    let awaits = before;
    const evaluate = () => {
      awaits |= this.#assign(left, right, false);
    };
    // `a ||= await b` awaits depending on `a`.
    if (/^(&&|\|\||\?\?)=$/.test(operator)) this.#control.under(before, evaluate);
    else evaluate();
    return awaits;
  }

  #visitUpdate(node: t.UpdateExpression): AwaitSet {
    const awaits = this.#visit(node.argument);
    this.#bind(node.argument, awaits | this.#control.deciding, false);
    return awaits;
  }

  #visitDeclaration(node: t.VariableDeclaration): AwaitSet {
    for (const declarator of node.declarations) {
      const { id, init } = declarator;
      const isFresh = node.kind !== 'var' || this.#depth === 0;
      if (init) {
        const awaits = this.#assign(id, init, isFresh);
        if (node.kind === 'await using') this.#meet(declarator, awaits);
      } else if (node.kind !== 'var') {
        this.#bind(id, NO_AWAITS, true);
      }
    }
    return NO_AWAITS;
  }

  #assign(target: t.Node, value: t.Node, replaces: boolean): AwaitSet {
    const outer = this.#functions;
    this.#functions = [];
    const awaits = this.#visit(value);
    this.#bind(target, awaits | this.#control.deciding, replaces);
    const place = placeOf(target);
    if (place !== null) {
      for (const { reads } of this.#functions) this.#variables.link(place.root, reads, []);
      this.#variables.link(place.root, [], rootsHeldBy(value));
    }
    outer.push(...this.#functions);
    this.#functions = outer;
    return awaits;
  }

  /** Assigns a value to the variables of a pattern. */
  #bind(target: t.Node, awaits: AwaitSet, replaces: boolean): void {
    switch (target.type) {
      case 'ArrayPattern':
        for (const element of target.elements) if (element) this.#bind(element, awaits, replaces);
        break;
      case 'ObjectPattern':
        for (const property of target.properties) {
          if (property.type === 'RestElement') this.#bind(property, awaits, replaces);
          else {
            if (property.computed) awaits |= this.#visit(property.key);
            this.#bind(property.value, awaits, replaces);
          }
        }
        break;
      case 'AssignmentPattern': {
        let value = awaits;
        this.#control.under(awaits, () => {
          value |= this.#visit(target.right);
        });
        this.#bind(target.left, value, replaces);
        break;
      }
      case 'RestElement':
        this.#bind(target.argument, awaits, replaces);
        break;
      default: {
        const place = placeOf(isWrapped(target) ? target.expression : target);
        if (place === null) return;
        this.#assignedInTry.add(place.root);
        this.#variables.assign(place, awaits, replaces);
      }
    }
  }

  /** Function declarations are there before the first statement of their block. */
  #hoist(statements: readonly t.Statement[]): void {
    for (const statement of statements) {
      const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (node?.type !== 'FunctionDeclaration' || !node.id) continue;
      const { reads, writes } = this.#closure(node);
      this.#variables.link(node.id.name, reads, []);
      for (const name of writes) this.#writtenElsewhere.add(name);
    }
  }

  // Conditions and jumps

  /** @returns the awaits that the test and the branches come from: the test decides on the value */
  #visitCondition(test: t.Node, branches: (t.Node | null | undefined)[]): AwaitSet {
    const tested = this.#visit(test);
    let awaits = tested;
    this.#control.under(tested, () => {
      this.#depth++;
      for (const branch of branches) awaits |= this.#visitOptional(branch);
      this.#depth--;
    });
    return awaits;
  }

  #visitReturn(node: t.ReturnStatement): AwaitSet {
    if (node.argument) this.#meet(node, this.#visit(node.argument));
    return this.#jump(node);
  }

  #jump(node: Parameters<Control['jump']>[0]): AwaitSet {
    // Had an await of the `try` before it been rejected, the jump would not be reached.
    const tried = this.#tryDepth > 0 ? this.#awaitsInTry : NO_AWAITS;
    let deciding = this.#control.deciding | tried;
    // What a `catch` throws on ends the function as it would have ended without the `catch`.
    if (node.type === 'ThrowStatement') deciding &= ~this.#caught;
    this.#control.jump(node, deciding);
    return NO_AWAITS;
  }

  #visitLabeled(node: t.LabeledStatement): AwaitSet {
    this.#labels.push(node.label.name);
    if (isLoop(node.body) || node.body.type === 'LabeledStatement') return this.#visit(node.body);
    this.#control.within('block', this.#takeLabels(), () => this.#visit(node.body));
    return NO_AWAITS;
  }

  #takeLabels(): string[] {
    const labels = this.#labels;
    this.#labels = [];
    return labels;
  }

  // Loops

  /** A loop that ends by its condition or by a jump. */
  #visitConditionalLoop(node: t.WhileStatement | t.DoWhileStatement | t.ForStatement): AwaitSet {
    if (node.type === 'ForStatement') this.#visitOptional(node.init);
    const test = () => this.#control.leaveLoop(this.#visitOptional(node.test));
    const exits = this.#visitRounds((labels) => {
      if (node.type !== 'DoWhileStatement') test();
      this.#control.within('round', labels, () => this.#visit(node.body));
      if (node.type === 'DoWhileStatement') test();
      else if (node.type === 'ForStatement' && node.update) this.#visitForEffect(node.update);
      // In a loop that polls, what is awaited for no result is a pause before the next attempt.
      const polled = this.#control.deciding & this.#awaitsInLoop;
      if (polled !== NO_AWAITS) this.#control.leaveLoop(this.#unused & this.#awaitsInLoop);
    });
    // What follows is reached when the last round has ended the loop.
    this.#control.leaveFunction(exits);
    return NO_AWAITS;
  }

  /** A loop that ends when what it iterates over does. */
  #visitIteration(node: t.ForInStatement | t.ForOfStatement): AwaitSet {
    const iterated = this.#visit(node.right);
    const isAsync = node.type === 'ForOfStatement' && node.await;
    this.#visitRounds((labels) => {
      const element = isAsync ? this.#meet(node, iterated) | iterated : iterated;
      this.#control.leaveLoop(element);
      this.#control.within('round', labels, () => {
        if (node.left.type !== 'VariableDeclaration') this.#bind(node.left, element, false);
        else {
          this.#bind(node.left.declarations[0]!.id, element, node.left.kind !== 'var');
          if (node.left.kind === 'await using') this.#meet(node.left, element);
        }
        this.#visit(node.body);
      });
    });
    return NO_AWAITS;
  }

  /** @returns the awaits that decide on when the loop ends */
  #visitRounds(visitRound: (labels: readonly string[]) => void): AwaitSet {
    const labels = this.#takeLabels();
    const outer = this.#awaitsInLoop;
    this.#awaitsInLoop = NO_AWAITS;
    this.#depth++;
    const exits = this.#control.within('loop', labels, () => {
      let state = this.#fingerprint();
      for (let before = ''; state !== before; state = this.#fingerprint()) {
        before = state;
        visitRound(labels);
      }
    });
    this.#depth--;
    this.#awaitsInLoop |= outer;
    return exits;
  }

  #fingerprint(): string {
    return `${this.#control.deciding};${this.#variables.fingerprint()}`;
  }

  #visitSwitch(node: t.SwitchStatement): AwaitSet {
    const tested = this.#visit(node.discriminant);
    this.#control.within('switch', [], () => {
      this.#control.under(tested, () => {
        this.#depth++;
        for (const { test } of node.cases) {
          // Each case is compared only if none before it was equal.
          if (test) this.#control.require(this.#visit(test));
        }
        for (const { consequent } of node.cases) {
          this.#hoist(consequent);
          for (const statement of consequent) this.#visit(statement);
        }
        this.#depth--;
      });
    });
    return NO_AWAITS;
  }

  #visitTry(node: t.TryStatement): AwaitSet {
    const { block, handler, finalizer } = node;
    if (handler) this.#visitTryAndCatch(block, handler);
    else this.#visit(block);
    this.#visitOptional(finalizer);
    return NO_AWAITS;
  }

  #visitTryAndCatch(block: t.BlockStatement, handler: t.CatchClause): void {
    const outerAwaits = this.#awaitsInTry;
    const outerAssigned = this.#assignedInTry;
    this.#awaitsInTry = NO_AWAITS;
    this.#assignedInTry = new Set();
    this.#depth++;
    this.#tryDepth++;
    const thrown = this.#control.within('try', [], () => this.#visit(block));
    this.#tryDepth--;
    const tried = this.#awaitsInTry;
    const rejected = tried | thrown;
    // Whether they have been assigned to depends on each await before the assignment.
    for (const root of this.#assignedInTry) {
      this.#variables.assign({ root }, tried, false);
    }
    this.#awaitsInTry |= outerAwaits;
    for (const root of outerAssigned) this.#assignedInTry.add(root);

    const outerCaught = this.#caught;
    this.#caught |= rejected;
    this.#control.under(rejected, () => {
      if (handler.param) this.#bind(handler.param, rejected, true);
      this.#visit(handler.body);
    });
    this.#caught = outerCaught;
    this.#depth--;
  }
}

/** Whether an await may follow another, or itself in a loop. Most functions need no analysis. */
function hasTwoAwaits(body: t.Node): boolean {
  let awaits = isStatement(body) ? 0 : 1;
  let loops = 0;
  return some(body, (node) => {
    if (isFunction(node)) return false;
    if (isLoop(node)) loops = 1;
    const isAwait =
      node.type === 'AwaitExpression' ||
      node.type === 'YieldExpression' ||
      node.type === 'ReturnStatement' ||
      (node.type === 'ForOfStatement' && node.await) ||
      isAwaitUsing(node);
    if (isAwait) awaits++;
    return (awaits > 0 && awaits + loops > 1) || undefined;
  });
}

/** `user`, `this`, `this.user.name`; null for what is no variable. */
function placeOf(node: t.Node): Place | null {
  let property: string | undefined;
  while (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') {
    const key = node.property;
    property = undefined;
    if (!node.computed && key.type === 'Identifier') property = key.name;
    else if (key.type === 'PrivateName') property = `#${key.id.name}`;
    node = node.object;
    if (isWrapped(node)) node = node.expression;
  }
  if (node.type === 'Identifier') return { root: node.name, property };
  return node.type === 'ThisExpression' ? { root: 'this', property } : null;
}

/** The object that a method is called on; the function itself where there is none. */
function receiverOf(callee: t.Node): t.Node {
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') {
    return callee;
  }
  return isWrapped(callee.object) ? callee.object.expression : callee.object;
}

/** Logging changes nothing that is logged. */
function isConsole(receiver: t.Node): boolean {
  return receiver.type === 'Identifier' && receiver.name === 'console';
}

/** The variables whose objects a value is or holds: `list`, `{ list }`, `[list]`, `new Set(list)`. */
function rootsHeldBy(value: t.Node): string[] {
  if (isWrapped(value)) return rootsHeldBy(value.expression);
  switch (value.type) {
    case 'Identifier':
      return [value.name];
    case 'ThisExpression':
      return ['this'];
    case 'ArrayExpression':
      return value.elements.flatMap((element) => (element ? rootsHeldBy(element) : []));
    case 'ObjectExpression':
      return value.properties.flatMap((property) =>
        property.type === 'ObjectProperty' ? rootsHeldBy(property.value) : [],
      );
    case 'NewExpression':
      return value.arguments.flatMap((argument) => rootsHeldBy(argument));
    default:
      return [];
  }
}

function isLoop(node: t.Node): boolean {
  switch (node.type) {
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return true;
    default:
      return false;
  }
}

/** Whether a body is one of statements, rather than the expression that an arrow function returns. */
function isStatement(body: t.Node): boolean {
  return body.type === 'BlockStatement' || body.type === 'Program';
}
