import { slowestAwaits, type Profile } from '@coroscope/profile';
import { label } from '../terminal/label.js';
import { displayPath } from '../terminal/display-path.js';
import { lineDigits, sourceLines } from '../terminal/source-lines.js';
import { renderTable } from '../terminal/table.js';
import type { Theme } from '../terminal/theme.js';
import { count, duration } from '../terminal/units.js';

/** Awaits of a test that are shown at most. */
const MOST = 3;
/** Awaits with a smaller share of the test's time are not shown. */
const LEAST_SHARE = 0.05;

/** Renders where a test waited, most time first, each with its line of source. */
export function renderTestAwaits(
  profile: Profile,
  directory: string | undefined,
  theme: Theme,
): string[] {
  const rows = slowestAwaits(profile)
    .filter(({ waiting }) => waiting >= LEAST_SHARE * profile.elapsed)
    .slice(0, MOST);
  if (rows.length === 0) return [];
  const { styles, symbols } = theme;
  const table = renderTable(
    rows,
    [
      {
        heading: '  waited',
        align: 'right',
        cell: ({ waiting }) => styles.waiting(duration(waiting, theme)),
      },
      { heading: 'times', align: 'right', cell: ({ suspended }) => count(suspended) },
      {
        heading: 'longest',
        align: 'right',
        cell: ({ longest }) =>
          longest === undefined ? styles.faint(symbols.none) : duration(longest, theme),
      },
    ],
    {
      heading: 'where',
      cell: ({ functionName, file, line, column }, width) =>
        label(functionName, `${displayPath(file, directory)}:${line}:${column}`, width, theme, 8),
    },
    theme,
  );
  const digits = lineDigits(rows);
  return [
    table.heading,
    ...table.lines.flatMap((line, i) => [
      line,
      ...sourceLines([rows[i]], { indent: 6, digits }, theme),
    ]),
  ];
}
