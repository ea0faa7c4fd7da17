import { useMemo } from 'preact/hooks';
import type { Chosen } from '../../timeline/draw.js';
import type { TimelineLayout } from '../../timeline/timeline-layout.js';
import { parseRange, whole } from '../../timeline/zoom.js';
import { go, param } from '../../state/address.js';
import { formatSorting, parseSorting, type Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { sortRows } from '../../table/sort-rows.js';
import { count } from '../../text/numbers.js';
import { shown } from '../../text/shown.js';
import { timeScale } from '../../text/times.js';

interface Props {
  layout: TimelineLayout;
  labelOf(chosen: Chosen): string;
  locationOf(chosen: Chosen): string;
  selected: Chosen | undefined;
  onSelect(chosen: Chosen): void;
  isFound: ((chosen: Chosen) => boolean) | undefined;
}

/** Activations that the table has at most, the longest. */
const MOST = 20_000;

/** What the timeline shows, as a table: the activations of the range in sight. */
export function ActivationTable({
  layout,
  labelOf,
  locationOf,
  selected,
  onSelect,
  isFound,
}: Props) {
  const rangeText = param('t');
  const rows = useMemo(() => {
    const { from, to } = parseRange(rangeText, layout.duration) ?? whole(layout.duration);
    return activationsIn(layout, from, to).filter((chosen) => isFound?.(chosen) ?? true);
  }, [layout, rangeText, isFound]);
  const columns = useMemo(() => activationColumns(layout, labelOf, locationOf), [layout]);
  const sorting = parseSorting(param('tsort'), { key: 'start', isDescending: false });
  const text = formatSorting(sorting);
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, text]);
  const keyOf = ({ thread, activation }: Chosen) => `${thread}.${activation}`;
  return (
    <DataTable
      label="Activations"
      columns={columns}
      rows={sorted}
      sorting={sorting}
      onSort={(next) => go({ params: { tsort: formatSorting(next) } })}
      keyOf={keyOf}
      selected={selected && keyOf(selected)}
      onSelect={onSelect}
      empty="No activation is in this range."
    />
  );
}

function activationsIn({ threads }: TimelineLayout, from: number, to: number): Chosen[] {
  const found = threads.flatMap(({ activations, shift }, thread) => {
    const { start, end } = activations.tables;
    const rows: Chosen[] = [];
    for (let activation = 0; activation < activations.count; activation++) {
      if (start.values[activation] + shift <= to && end.values[activation] + shift >= from) {
        rows.push({ thread, activation });
      }
    }
    return rows;
  });
  if (found.length <= MOST) return found;
  const elapsed = ({ thread, activation }: Chosen) =>
    threads[thread].activations.elapsed(activation);
  return found.sort((a, b) => elapsed(b) - elapsed(a)).slice(0, MOST);
}

function activationColumns(
  { threads, duration }: TimelineLayout,
  labelOf: (chosen: Chosen) => string,
  locationOf: (chosen: Chosen) => string,
): Column<Chosen>[] {
  const scale = timeScale(duration);
  const time = (
    key: string,
    heading: string,
    value: (chosen: Chosen) => number,
  ): Column<Chosen> => ({
    key,
    heading: `${heading} (${scale.unit})`,
    isNumeric: true,
    value,
    cell: (chosen) => scale.format(value(chosen)),
  });
  const parentOf = ({ thread, activation }: Chosen): string => {
    const parent = threads[thread].activations.tables.parent.values[activation];
    return parent < 0 ? 'the event loop' : labelOf({ thread, activation: parent });
  };
  const threadOf = ({ thread }: Chosen) => shown(threads[thread].trace.thread.name);
  return [
    {
      key: 'name',
      heading: 'function',
      isNumeric: false,
      value: labelOf,
      cell: (chosen) => (
        <>
          <span class="name">{labelOf(chosen)}</span>{' '}
          <span class="where">{locationOf(chosen)}</span>
        </>
      ),
    },
    time('start', 'began at', ({ thread, activation }) => {
      const { activations, shift } = threads[thread];
      return activations.tables.start.values[activation] + shift;
    }),
    time('elapsed', 'took', ({ thread, activation }) =>
      threads[thread].activations.elapsed(activation),
    ),
    {
      key: 'suspensions',
      heading: 'suspensions',
      isNumeric: true,
      value: ({ thread, activation }) =>
        threads[thread].activations.tables.suspensions.values[activation],
      cell: ({ thread, activation }) =>
        count(threads[thread].activations.tables.suspensions.values[activation]),
    },
    {
      key: 'parent',
      heading: 'called by',
      isNumeric: false,
      value: parentOf,
      cell: (chosen) => <span class="name">{parentOf(chosen)}</span>,
    },
    ...(threads.length > 1
      ? [{ key: 'thread', heading: 'thread', isNumeric: false, value: threadOf, cell: threadOf }]
      : []),
  ];
}
