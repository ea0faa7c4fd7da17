import { histogramCount, type FunctionRow } from '@coroscope/profile';
import type { Column } from '../../terminal/table.js';
import type { Theme } from '../../terminal/theme.js';
import { count, duration } from '../../terminal/units.js';
import { headingOf } from './headings.js';

/** The columns of the table of durations. */
export function durationColumns(theme: Theme): Array<Column<FunctionRow>> {
  const time = (key: 'p50' | 'p90' | 'p99' | 'longest'): Column<FunctionRow> => ({
    heading: headingOf(key),
    align: 'right',
    // Undefined where a damaged profile holds a longest duration and no others.
    cell: ({ [key]: length }) =>
      length === undefined ? theme.symbols.none : duration(length, theme),
  });
  const ended: Column<FunctionRow> = {
    heading: 'ended',
    align: 'right',
    cell: ({ life }) => count(histogramCount(life)),
  };
  return [ended, time('p50'), time('p90'), time('p99'), time('longest')];
}
