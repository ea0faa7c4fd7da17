import {
  callTree,
  mergeRecursion,
  withoutFunctions,
  type RecursionFreeNode,
} from '@coroscope/profile';
import { label } from '../terminal/label.js';
import { largest } from '../terminal/largest.js';
import { emptySection, heading, type Section } from '../terminal/section.js';
import { shorten } from '../terminal/shorten.js';
import { renderTable } from '../terminal/table.js';
import { count, duration, timeScale } from '../terminal/units.js';
import { selectBranches, type ShownChildren } from './call-tree-branches.js';
import { callTreeColumns, isThread } from './columns/call-tree-columns.js';
import { location, type ReportContext } from './report-context.js';

/** A line of the tree. */
interface Row {
  /** The lines that connect the row to its parent. */
  prefix: string;
  node?: RecursionFreeNode;
  /** The remark on what is folded here, or below the node. */
  folded: string;
}

/** In a tree too large to show, branches below this part of the heaviest one are hidden. */
const smallBranch = 0.01;

/** Columns that the figures take, and that the deepest level leaves for its label. */
const roomForFigures = 36;
const narrowestLabel = 16;
/** Levels that are shown however narrow it is. */
const fewestLevels = 6;

/** Renders who called whom. What a function calls after it was suspended is still called by it. */
export function renderCallTree(context: ReportContext): Section {
  const { profile, theme, limits, isFull, minTime, leftOut } = context;
  const limit = limits.tree;
  const threads = callTree(withoutFunctions(profile, leftOut)).map(mergeRecursion);
  const roots = threads.length === 1 ? threads[0].children : threads;
  const heaviest = largest(roots, (root) => root.heaviest);
  if (heaviest === 0) return emptySection;

  const size = roots.reduce((sum, root) => sum + root.size, 0);
  const scale = timeScale(heaviest, theme);
  const forLines = theme.width - roomForFigures - narrowestLabel;
  const levels = Math.floor(forLines / theme.symbols.trunk.length);
  const depth = Math.max(fewestLevels, levels);
  const min = minTime ?? (size > limit && !isFull ? heaviest * smallBranch : 0);
  let top = selectBranches(roots, { count: limit, depth, min });
  let rows = toRows(top, '', true, context);
  // Remarks on what is folded take lines, too.
  for (let count = limit; !isFull && rows.length > limit && count > 1;) {
    count -= Math.max(1, Math.floor((rows.length - limit) / 2));
    top = selectBranches(roots, { count: Math.max(1, count), depth, min });
    rows = toRows(top, '', true, context);
  }
  const table = renderTable<Row>(
    rows,
    callTreeColumns(
      context,
      scale,
      rows.flatMap(({ node }) => (node ? [node] : [])),
      largest(rows, ({ prefix }) => prefix.length),
    ),
    {
      heading: 'function',
      cell: (row, width) => treeCell(row, width, threads, context),
    },
    theme,
  );
  return {
    lines: [
      heading(
        'Call tree',
        `logical callers ${theme.symbols.separator} times in ${scale.unit}`,
        theme,
      ),
      table.heading,
      ...table.lines,
    ],
    notes: [],
    hidden: countHidden(top),
  };
}

function toRows(
  { children, hidden }: ShownChildren,
  prefix: string,
  isTop: boolean,
  context: ReportContext,
): Row[] {
  const { symbols } = context.theme;
  const rows = children.flatMap((branch, index): Row[] => {
    const isLast = index === children.length - 1 && hidden.length === 0;
    const connector = isLast ? symbols.lastBranch : symbols.branch;
    const trunk = isLast ? ' '.repeat(symbols.trunk.length) : symbols.trunk;
    const isLeaf = branch.children.length === 0;
    return [
      ...foldedRun(branch.through, prefix, context),
      {
        prefix: isTop ? '' : prefix + connector,
        node: branch.node,
        folded: isLeaf ? foldedBranches(branch.hidden, context) : '',
      },
      ...(isLeaf ? [] : toRows(branch, isTop ? '' : prefix + trunk, false, context)),
    ];
  });
  if (hidden.length === 0) return rows;
  const remark = foldedBranches(hidden, context);
  return [...rows, { prefix: isTop ? '' : prefix + symbols.lastBranch, folded: remark }];
}

/** The row in place of a run of nodes that only pass calls on. */
function foldedRun(
  nodes: readonly RecursionFreeNode[],
  prefix: string,
  { profile, theme }: ReportContext,
): Row[] {
  if (nodes.length === 0) return [];
  const names = nodes.map((node) => profile.functions[node.function].name);
  return [{ prefix, folded: `${theme.symbols.ellipsis} through ${names.join(', ')}` }];
}

/** `… 12 more, 3.1 ms together`. */
function foldedBranches(hidden: readonly RecursionFreeNode[], { theme }: ReportContext): string {
  if (hidden.length === 0) return '';
  const more = `${theme.symbols.ellipsis} ${count(hidden.length)} more`;
  const total = hidden.reduce((sum, node) => sum + node.total, 0);
  if (total === 0) return more;
  return `${more}, ${duration(total, theme)}${hidden.length > 1 ? ' together' : ''}`;
}

/** The last cell of a row: the lines of the tree, the function, and what is folded. */
function treeCell(
  { prefix, node, folded }: Row,
  width: number,
  threads: readonly RecursionFreeNode[],
  context: ReportContext,
): string {
  const { profile, theme } = context;
  const { styles, symbols } = theme;
  const room = width - prefix.length;
  const lines = styles.faint(prefix);
  const remark = styles.faint(shorten(folded, room, 'middle', symbols.ellipsis));
  if (!node) return lines + remark;
  if (isThread(node)) return lines + styles.strong(profile.threads[threads.indexOf(node)].name);
  const { name, file, line } = profile.functions[node.function];
  const where = location({ file: profile.files[file].path, line }, context);
  if (folded === '') return lines + label(name, where, room, theme);
  return `${lines}${label(name, where, room - folded.length - 2, theme)}  ${remark}`;
}

function countHidden({ children, hidden }: ShownChildren): number {
  return children.reduce((sum, branch) => sum + countHidden(branch), hidden.length);
}
