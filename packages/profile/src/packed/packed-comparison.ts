import type { ComparedTree } from '../compare/compared-tree.js';
import type { Comparison } from '../compare/comparison.js';
import { decodeText, encodeText } from '../document/utf8.js';
import { decodeColumn, encodeColumn, type ColumnKind, type Numbers } from './column-codec.js';

/** A comparison as a page shows it. */
export interface ShownComparison {
  comparison: Comparison;
  /** What the sides are called. */
  base: string;
  head: string;
  /** Both call trees as one; absent where there were figures of functions only. */
  tree?: ComparedTree;
  /** What must be known of the tree. */
  notes?: readonly string[];
}

const SIDES = ['base', 'head'] as const;

/** The columns of a tree, in the order in which they are packed. */
function columnsOf({ parent, function: functions, base, head }: ComparedTree) {
  const columns: [Numbers, ColumnKind][] = [
    [parent, 'difference'],
    [functions, 'count'],
  ];
  const sides = { base, head };
  for (const side of SIDES) {
    // Means over several runs are no whole numbers: thousandths of a call are told apart.
    for (const values of Object.values(sides[side])) columns.push([values, 'time']);
  }
  return columns;
}

/** The binary form of a comparison, as `packProfile` gives that of a profile. */
export function* packComparison({ tree, ...rest }: ShownComparison): Iterable<Uint8Array> {
  const columns =
    tree === undefined ? [] : columnsOf(tree).map(([values, kind]) => encodeColumn(values, kind));
  const figures = tree === undefined ? [] : Object.keys(tree.base);
  const rows = tree?.parent.length ?? 0;
  const lengths = columns.map(({ length }) => length);
  const text = encodeText(JSON.stringify({ ...rest, packed: { rows, figures, lengths } }));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length, true);
  yield length;
  yield text;
  yield* columns;
}

/** Reads a packed comparison. */
export function unpackComparison(bytes: Uint8Array): ShownComparison {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const { packed, ...rest } = JSON.parse(
    decodeText(bytes.subarray(4, 4 + length)),
  ) as ShownComparison & { packed: { rows: number; figures: string[]; lengths: number[] } };
  const { rows, figures, lengths } = packed;
  if (lengths.length === 0) return rest;
  let position = 4 + length;
  let next = 0;
  const column = (kind: ColumnKind) => {
    const size = lengths[next++];
    const values = decodeColumn(bytes.subarray(position, position + size), kind, rows);
    position += size;
    return values;
  };
  const parent = column('difference');
  const functions = column('count');
  const side = () => Object.fromEntries(figures.map((name) => [name, column('time')]));
  const [base, head] = [side(), side()];
  return { ...rest, tree: { parent, function: functions, base, head } as ComparedTree };
}
