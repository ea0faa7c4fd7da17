import { pathTree, type CriticalPath } from '@coroscope/profile';
import stringWidth from 'string-width';
import { heading } from '../../terminal/section.js';
import { renderTable } from '../../terminal/table.js';
import { timeScale } from '../../terminal/units.js';
import type { TraceContext } from '../trace-context.js';
import { PathEntries } from './path-entries.js';
import { elapsedOf, percentage, SMALLEST_SHARE } from './share.js';
import { treeLines } from './tree-lines.js';

/** Renders what each wait of a path waited for. */
export function renderPathTree(path: CriticalPath, context: TraceContext): string[] {
  const { theme, trace } = context;
  const elapsed = elapsedOf(path);
  if (elapsed === 0) return [];
  const scale = timeScale(elapsed, theme);
  const smallest = elapsed * SMALLEST_SHARE;
  const root = new PathEntries(context, smallest).activation(pathTree(trace, path));
  const table = renderTable(
    treeLines(root, smallest, theme),
    [
      { heading: 'time', align: 'right', cell: ({ time }) => scale.format(time) },
      { heading: 'share', align: 'right', cell: ({ time }) => percentage(time, elapsed) },
    ],
    {
      heading: 'activation',
      cell: ({ trunk, text }, width) =>
        theme.styles.faint(trunk) + text(width - stringWidth(trunk)),
    },
    theme,
  );
  return [
    heading('Path', `what each wait waited for, in the order of time, in ${scale.unit}`, theme),
    table.heading,
    ...table.lines,
  ];
}
