import type { ContextColumns } from './context-columns.js';
import { FigureView } from './figure-view.js';

const NONE = -1;

/**
 * A call tree as columns, parents before their children; row 0 is the root. There may be a million rows, of which a
 * reader looks at few: only for those there are nodes.
 */
export class TreeRows {
  readonly columns: ContextColumns;
  /** Index in the profile's `functions`; -1 for the root. */
  readonly function: ArrayLike<number>;
  /** By row: see `CallTreeNode`. */
  readonly heaviest: Float64Array;
  readonly size: Int32Array;
  readonly #firstChild: Int32Array;
  readonly #nextSibling: Int32Array;

  constructor(parent: ArrayLike<number>, functions: ArrayLike<number>, columns: ContextColumns) {
    this.columns = columns;
    this.function = functions;
    const count = parent.length;
    this.heaviest = new Float64Array(columns.total);
    this.size = new Int32Array(count).fill(1);
    this.#firstChild = new Int32Array(count).fill(NONE);
    this.#nextSibling = new Int32Array(count).fill(NONE);
    // Children follow their parents: backwards, a row is complete when its turn comes.
    for (let row = count - 1; row > 0; row--) {
      const above = parent[row];
      this.size[above] += this.size[row];
      if (this.heaviest[row] > this.heaviest[above]) this.heaviest[above] = this.heaviest[row];
      this.#nextSibling[row] = this.#firstChild[above];
      this.#firstChild[above] = row;
    }
  }

  /** The rows of the children of one, the heaviest first. */
  childrenOf(row: number): number[] {
    const children: number[] = [];
    for (let child = this.#firstChild[row]; child !== NONE; child = this.#nextSibling[child]) {
      children.push(child);
    }
    return children.sort((a, b) => this.heaviest[b] - this.heaviest[a]);
  }

  /**
   * Walks a branch depth first. Follows links instead of recursing, since a tree may be as deep as the program's
   * recursion.
   *
   * @param enter Called with each row before its children, and the row that it is a child of; -1 at the top.
   * @param leave Called with each row after its children.
   */
  walk(
    top: number,
    enter: (row: number, parent: number) => void,
    leave: (row: number) => void,
  ): void {
    /** The rows from the top to the current one. */
    const path = [top];
    enter(top, NONE);
    let next = this.#firstChild[top];
    while (path.length > 0) {
      if (next !== NONE) {
        enter(next, path[path.length - 1]);
        path.push(next);
        next = this.#firstChild[next];
      } else {
        const left = path.pop()!;
        leave(left);
        next = left === top ? NONE : this.#nextSibling[left];
      }
    }
  }
}

/** A row of a call tree, as `CallTreeNode` has it. */
export class TreeNode extends FigureView {
  readonly #rows: TreeRows;
  readonly #row: number;
  #children: readonly this[] | undefined;

  constructor(rows: TreeRows, row: number) {
    super(rows.columns, row);
    this.#rows = rows;
    this.#row = row;
  }

  /** The tree that a node is of, and its row there. */
  static placeOf(node: TreeNode): { rows: TreeRows; row: number } {
    return { rows: node.#rows, row: node.#row };
  }

  get function(): number {
    return this.#rows.function[this.#row];
  }

  get heaviest(): number {
    return this.#rows.heaviest[this.#row];
  }

  get size(): number {
    return this.#rows.size[this.#row];
  }

  get children(): readonly this[] {
    const Node = this.constructor as new (rows: TreeRows, row: number) => this;
    this.#children ??= this.#rows.childrenOf(this.#row).map((row) => new Node(this.#rows, row));
    return this.#children;
  }
}
