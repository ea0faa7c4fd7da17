import type * as t from '@babel/types';

/** The nodes of a tree in which something has been emitted: what comes after the walk passes over all others. */
export class EditedNodes {
  /** How many edits there have been: a node that it has grown across holds one. */
  count = 0;
  /** Null where nodes are edited that the walk does not pass through. */
  #nodes: Set<t.Node> | null = new Set();

  add(node: t.Node): void {
    this.#nodes?.add(node);
  }

  /** Has every node taken for an edited one. */
  addAll(): void {
    this.#nodes = null;
  }

  /** Whether all nodes are known in which something has been emitted. */
  get isComplete(): boolean {
    return this.#nodes !== null;
  }

  /** Whether something may have been emitted in a node. */
  mayHold(node: t.Node): boolean {
    if (this.#nodes === null || this.#nodes.has(node)) return true;
    switch (node.type) {
      // These may have got a statement after they were visited.
      case 'BlockStatement':
      case 'CatchClause':
      case 'ClassBody':
      case 'LabeledStatement':
        return true;
      default:
        return false;
    }
  }
}
