import { largest } from '../terminal/largest.js';
import { emptySection, heading, hiddenRows, type Section } from '../terminal/section.js';
import { shorten } from '../terminal/shorten.js';
import { renderTable } from '../terminal/table.js';
import { timeScale } from '../terminal/units.js';
import { tagColumns } from './columns/tag-columns.js';
import type { ReportContext } from './report-context.js';

const untagged = '(none)';

/** Renders what ran under each tag, most time first. */
export function renderTagTable(context: ReportContext): Section {
  const { tags, theme, limits } = context;
  const { styles, symbols } = theme;
  if (tags.every(({ tag }) => tag === undefined)) return emptySection;
  const all = tags.toSorted((a, b) => b.total - a.total);
  const rows = all.slice(0, limits.tags);
  const scale = timeScale(
    largest(all, ({ total }) => total),
    theme,
  );
  const table = renderTable(
    rows,
    tagColumns(context, scale, all),
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
      ...hiddenRows(hidden, 'tag', theme),
    ],
    notes: [],
    hidden,
  };
}
