import { callTree, mergeRecursion, type RecursionFreeNode } from '@coroscope/profile';
import { withoutFunctions } from '../without-functions.js';
import { callCount } from './call-count.js';
import { selectBranches, type ShownChildren } from './call-tree-branches.js';
import { canWait } from './can-wait.js';
import { emphasize } from './emphasis.js';
import { label } from './label.js';
import { largest } from './largest.js';
import { place, heading, type ReportContext, type Section } from './section.js';
import { shorten } from './shorten.js';
import { renderTable, type Column } from './table.js';
import { count, duration, timeScale, type TimeScale } from './units.js';

/** A line of the tree. */
interface Row {
  /** The lines that connect it to its parent. */
  prefix: string;
  node?: RecursionFreeNode;
  /** What was folded here, or below the node. */
  folded: string;
}

/** In a tree too large to show, branches below this part of the heaviest one are hidden. */
const smallBranch = 0.01;

/** Columns that the figures take, and that the deepest level leaves for its label. */
const roomForFigures = 36;
const narrowestLabel = 16;
/** Levels that are shown however narrow it is. */
const fewestLevels = 6;

/** Who called whom. What a function calls after it was suspended is still called by it. */
export function renderCallTree(context: ReportContext): Section {
  const { profile, theme, limit, minTime, leftOut } = context;
  const threads = callTree(withoutFunctions(profile, leftOut)).map(mergeRecursion);
  const roots = threads.length === 1 ? threads[0].children : threads;
  const heaviest = largest(roots, (root) => root.heaviest);
  if (heaviest === 0) return { lines: [], notes: [], hidden: 0 };

  const size = roots.reduce((sum, root) => sum + root.size, 0);
  const scale = timeScale(heaviest, theme);
  const forLines = theme.width - roomForFigures - narrowestLabel;
  const levels = Math.floor(forLines / theme.symbols.trunk.length);
  const top = selectBranches(roots, {
    count: limit,
    depth: Math.max(fewestLevels, levels),
    min: minTime ?? (size > limit ? heaviest * smallBranch : 0),
  });
  const rows = toRows(top, '', true, context);
  const table = renderTable(
    rows,
    columns(context, scale),
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

/** A run of nodes that only pass calls on. */
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

function columns({ profile, theme }: ReportContext, scale: TimeScale): Array<Column<Row>> {
  const { styles } = theme;
  const figure = (
    key: 'total' | 'self' | 'external',
    hue?: (text: string) => string,
    dropBelow?: number,
  ): Column<Row> => ({
    heading: key,
    align: 'right',
    dropBelow,
    cell: ({ node }) => {
      if (!node || isThread(node)) return '';
      const { counted, kind } = profile.functions[node.function];
      const exists = !counted && (key !== 'external' || canWait(kind, node));
      if (!exists) return styles.faint(theme.symbols.none);
      const text = scale.format(node[key]);
      return hue ? emphasize(text, node[key] / profile.elapsed, hue, theme) : text;
    },
  });
  const calls: Column<Row> = {
    heading: 'calls',
    align: 'right',
    cell: ({ node }) => (!node || isThread(node) ? '' : callCount(node)),
  };
  return [
    calls,
    figure('total'),
    figure('self', styles.onStack),
    ...(profile.clock.kind === 'cpu' ? [] : [figure('external', styles.awaiting, 36)]),
  ];
}

/** The end of a line: the tree's own lines, the function, and what was folded. */
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
  const where = place({ file: profile.files[file].path, line }, context);
  if (folded === '') return lines + label(name, where, room, theme);
  return `${lines}${label(name, where, room - folded.length - 2, theme)}  ${remark}`;
}

/** The root of a thread is no function. */
function isThread(node: RecursionFreeNode): boolean {
  return node.function < 0;
}

function countHidden({ children, hidden }: ShownChildren): number {
  return children.reduce((sum, branch) => sum + countHidden(branch), hidden.length);
}
