import { canAwait } from '@coroscope/profile/document';
import type { RecursionFreeNode } from '@coroscope/profile/tables';
import type { Column } from '../../terminal/table.js';
import { columnFormat, type TimeScale } from '../../terminal/units.js';
import { callCount } from '../call-count.js';
import type { ReportContext } from '../report-context.js';
import { headingOf } from './headings.js';
import { timeText } from './time-text.js';
import { isUntimed } from '../untimed.js';

/** A row that may show a function of the tree; one that folds others has no figures. */
interface NodeRow {
  node?: RecursionFreeNode;
}

type TreeFigure = 'total' | 'self' | 'external' | 'outside' | 'work' | 'wait';

/** Columns of the names of functions below which the sums over branches are left out. */
const ROOM_FOR_SUMS = 40;

/**
 * The columns of the call tree.
 *
 * @param nodes Those that are shown.
 * @param depth Columns that the lines before the deepest name take.
 */
export function callTreeColumns(
  context: ReportContext,
  scale: TimeScale,
  nodes: readonly RecursionFreeNode[],
  depth: number,
): Array<Column<NodeRow>> {
  const { profile, theme } = context;
  const figure = (key: TreeFigure, dropBelow?: number): Column<NodeRow> => {
    const times = nodes.filter((node) => !isThread(node)).map((node) => node[key] ?? 0);
    const format = columnFormat(times, scale, theme);
    const isWait = key === 'external' || key === 'outside';
    return {
      heading: headingOf(key),
      align: 'right',
      dropBelow,
      cell: ({ node }) => {
        if (!node || isThread(node)) return '';
        const { counted, kind } = profile.functions[node.function];
        const value = node[key];
        const exists =
          !isUntimed({ counted, ...node }) &&
          (!isWait || canAwait(kind, node)) &&
          value !== undefined;
        return exists
          ? timeText(key, value, format, context)
          : theme.styles.faint(theme.symbols.none);
      },
    };
  };
  const waits = nodes.some(({ outside }) => outside !== undefined) ? 'outside' : 'external';
  const calls: Column<NodeRow> = {
    heading: headingOf('calls'),
    align: 'right',
    cell: ({ node }) => (!node || isThread(node) ? '' : callCount(node)),
  };
  return [
    calls,
    figure('total'),
    figure('self'),
    ...(profile.clock.kind === 'cpu' ? [] : [figure(waits, 36)]),
    figure('work', depth + ROOM_FOR_SUMS),
    ...(profile.clock.kind === 'cpu' ? [] : [figure('wait', depth + ROOM_FOR_SUMS)]),
  ];
}

/** Whether a node is the root of a thread, which is no function. */
export function isThread(node: RecursionFreeNode): boolean {
  return node.function < 0;
}
