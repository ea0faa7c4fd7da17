/** A set of the awaits of a function: bit `n` stands for the one that was met as number `n`. */
export type AwaitSet = bigint;

export const NO_AWAITS: AwaitSet = 0n;

/** A variable, or a property of one: `user`, `this.user`. A longer path stands for its first property. */
export interface Place {
  root: string;
  /** Undefined for the variable itself, and where the property is computed. */
  property?: string;
}

/** What a variable may hand on when it is read. */
interface Variable {
  /** The awaits that its value comes from. */
  value: AwaitSet;
  /** Those that its value has been changed by since: what was pushed into an array, for example. */
  content: AwaitSet;
  /** The same by property. */
  members: Map<string, AwaitSet>;
  /** The variables that a function in it reads when it is called. */
  reads: Set<string>;
  /** The variables whose objects it holds, so that a change of these is a change of it. */
  holds: Set<string>;
}

/**
 * Where the results of awaits are, at one point of a function. A name stands for one variable: an inner
 * one that shares the name of an outer one is taken for the same.
 */
export class Variables {
  readonly #byName = new Map<string, Variable>();

  /** The awaits that a place may hold something of. */
  read({ root, property }: Place): AwaitSet {
    return this.#read(root, property, new Set());
  }

  /** @param replaces whether nothing can remain of what the place held before */
  assign({ root, property }: Place, awaits: AwaitSet, replaces: boolean): void {
    const variable = this.#variable(root);
    if (property !== undefined) {
      variable.members.set(property, awaits | (variable.members.get(property) ?? NO_AWAITS));
    } else if (replaces) {
      this.#byName.set(root, { ...newVariable(), value: awaits });
    } else {
      variable.value |= awaits;
    }
  }

  /** Records that the object in a place has been changed. */
  change({ root, property }: Place, awaits: AwaitSet): void {
    this.#change(root, property, awaits, new Set());
  }

  /** Records what else the value of a variable leads to. */
  link(root: string, reads: Iterable<string>, holds: Iterable<string>): void {
    const variable = this.#variable(root);
    for (const name of reads) variable.reads.add(name);
    for (const name of holds) if (name !== root) variable.holds.add(name);
  }

  /** A text that is the same for the same state. */
  fingerprint(): string {
    let text = '';
    for (const [name, { value, content, members }] of this.#byName) {
      text += `${name}:${value},${content}`;
      for (const [property, awaits] of members) text += `,${property}:${awaits}`;
      text += ';';
    }
    return text;
  }

  #variable(name: string): Variable {
    let variable = this.#byName.get(name);
    if (variable === undefined) this.#byName.set(name, (variable = newVariable()));
    return variable;
  }

  #read(root: string, property: string | undefined, seen: Set<string>): AwaitSet {
    const variable = this.#byName.get(root);
    if (variable === undefined || seen.has(root)) return NO_AWAITS;
    seen.add(root);
    let awaits = variable.value | variable.content;
    if (property !== undefined) awaits |= variable.members.get(property) ?? NO_AWAITS;
    else for (const member of variable.members.values()) awaits |= member;
    for (const name of variable.reads) awaits |= this.#read(name, undefined, seen);
    for (const name of variable.holds) awaits |= this.#readContent(name, seen);
    return awaits;
  }

  #readContent(name: string, seen: Set<string>): AwaitSet {
    const variable = this.#byName.get(name);
    if (variable === undefined || seen.has(name)) return NO_AWAITS;
    seen.add(name);
    let awaits = variable.content;
    for (const member of variable.members.values()) awaits |= member;
    for (const held of variable.holds) awaits |= this.#readContent(held, seen);
    return awaits;
  }

  #change(root: string, property: string | undefined, awaits: AwaitSet, seen: Set<string>): void {
    if (seen.has(root)) return;
    seen.add(root);
    const variable = this.#variable(root);
    if (property === undefined) variable.content |= awaits;
    else this.assign({ root, property }, awaits, false);
    for (const held of variable.holds) this.#change(held, property, awaits, seen);
  }
}

function newVariable(): Variable {
  return {
    value: NO_AWAITS,
    content: NO_AWAITS,
    members: new Map(),
    reads: new Set(),
    holds: new Set(),
  };
}
