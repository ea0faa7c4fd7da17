import type { TagRow } from '@coroscope/profile';
import type { Column } from '../../terminal/table.js';
import { count, type TimeScale } from '../../terminal/units.js';
import type { ReportContext } from '../report-context.js';
import { headingOf } from './headings.js';
import { timeText } from './time-text.js';

/** The columns of the table of tags. */
export function tagColumns(
  context: ReportContext,
  scale: TimeScale,
  all: readonly TagRow[],
): Array<Column<TagRow>> {
  const { profile, theme } = context;
  const isCpu = profile.clock.kind === 'cpu';
  const time = (key: 'total' | 'self' | 'awaiting' | 'external'): Column<TagRow> => ({
    heading: headingOf(key),
    align: 'right',
    cell: (row) => timeText(key, row[key], scale.format, context),
  });
  const calls: Column<TagRow> = {
    heading: headingOf('calls'),
    align: 'right',
    cell: (row) => count(row.calls),
  };
  const live: Column<TagRow> = {
    heading: headingOf('live'),
    align: 'right',
    cell: (row) => (row.live === 0 ? theme.styles.faint(theme.symbols.none) : count(row.live)),
  };
  return [
    calls,
    ...(isCpu ? [] : [time('total')]),
    time('self'),
    ...(isCpu ? [] : [time('awaiting'), time('external')]),
    ...(all.some((row) => row.live > 0) ? [live] : []),
  ];
}
