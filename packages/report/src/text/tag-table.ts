import type { TagRow } from '@coroscope/profile';
import { emphasize } from './emphasis.js';
import { largest } from './largest.js';
import { heading, noSection, type ReportContext, type Section } from './section.js';
import { shorten } from './shorten.js';
import { renderTable, type Column } from './table.js';
import { count, quantity, timeScale } from './units.js';

const untagged = '(none)';

/** What ran under each tag, most time first. */
export function renderTagTable(context: ReportContext): Section {
  const { profile, tags, theme, limit } = context;
  const { styles, symbols } = theme;
  if (tags.every(({ tag }) => tag === undefined)) return noSection;
  const all = tags.toSorted((a, b) => b.total - a.total);
  const rows = all.slice(0, limit);
  const scale = timeScale(
    largest(all, ({ total }) => total),
    theme,
  );
  const isCpu = profile.clock.kind === 'cpu';
  const time = (key: 'total' | 'self' | 'awaiting' | 'external'): Column<TagRow> => ({
    heading: key,
    align: 'right',
    cell: (row) => {
      const text = scale.format(row[key]);
      const share = profile.elapsed > 0 ? row[key] / profile.elapsed : 0;
      if (key === 'self') return emphasize(text, share, styles.onStack, theme);
      if (key === 'external') return emphasize(text, share, styles.awaiting, theme);
      return text;
    },
  });
  const number = (key: 'calls' | 'live'): Column<TagRow> => ({
    heading: key,
    align: 'right',
    cell: (row) =>
      key === 'live' && row.live === 0 ? styles.faint(symbols.none) : count(row[key]),
  });
  const table = renderTable(
    rows,
    [
      number('calls'),
      ...(isCpu ? [] : [time('total')]),
      time('self'),
      ...(isCpu ? [] : [time('awaiting'), time('external')]),
      ...(all.some(({ live }) => live > 0) ? [number('live')] : []),
    ],
    {
      heading: 'tag',
      cell: ({ tag }, width) =>
        tag === undefined
          ? styles.faint(untagged)
          : shorten(tag, width, 'middle', symbols.ellipsis),
    },
    theme,
  );
  const hidden = all.length - rows.length;
  return {
    lines: [
      heading('Tags', `by total ${symbols.separator} times in ${scale.unit}`, theme),
      table.heading,
      ...table.lines,
      ...(hidden > 0
        ? [styles.faint(`  ${symbols.ellipsis} ${quantity(hidden, 'more tag')}`)]
        : []),
    ],
    notes: [],
    hidden,
  };
}
