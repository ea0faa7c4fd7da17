import type * as t from '@babel/types';
import { NO_AWAITS, type AwaitSet } from './variables.js';

/** Which awaits of a function depend on which. */
export class Dependences {
  readonly #numbers = new Map<t.Node, number>();
  readonly #nodes: t.Node[] = [];
  readonly #dependsOn: AwaitSet[] = [];

  /**
   * Adds what an await depends on to what it is known to depend on already.
   *
   * @returns the set of this await alone
   */
  add(node: t.Node, dependsOn: AwaitSet): AwaitSet {
    let number = this.#numbers.get(node);
    if (number === undefined) {
      number = this.#nodes.push(node) - 1;
      this.#numbers.set(node, number);
      this.#dependsOn.push(NO_AWAITS);
    }
    this.#dependsOn[number]! |= dependsOn;
    return 1n << BigInt(number);
  }

  /** The awaits, as nodes, on which an await depends, itself among them where it is in a loop. */
  of(node: t.Node): t.Node[] {
    const number = this.#numbers.get(node);
    const dependsOn = number === undefined ? NO_AWAITS : this.#dependsOn[number]!;
    if (dependsOn === NO_AWAITS) return [];
    return this.#nodes.filter((_, bit) => (dependsOn >> BigInt(bit)) & 1n);
  }
}
