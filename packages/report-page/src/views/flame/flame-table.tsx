import { useMemo } from 'preact/hooks';
import { METRIC_DESCRIPTIONS, valueOf } from '../../flame/metric.js';
import { param, go } from '../../state/address.js';
import { formatSorting, parseSorting, type Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { sortRows } from '../../table/sort-rows.js';
import { count, percent } from '../../text/numbers.js';
import { timeScale } from '../../text/times.js';
import type { FlameModel } from './flame-model.js';
import { callerColumn, nameColumn, nodesBelow } from './node-columns.js';

interface Props {
  /** What the blocks are of. */
  label: string;
  flame: FlameModel;
  zoomed: number;
  selected: number;
  onSelect(node: number): void;
}

/** The blocks of a flame graph as a table: those at and below the one that is zoomed in on. */
export function FlameTable({ label, flame, zoomed, selected, onSelect }: Props) {
  const nodes = useMemo(() => nodesBelow(flame, zoomed), [flame, zoomed]);
  const columns = useMemo(() => nodeColumns(flame), [flame]);
  const sorting = parseSorting(param('bsort'), { key: 'width', isDescending: true });
  const text = formatSorting(sorting);
  const rows = useMemo(() => sortRows(nodes, columns, sorting), [nodes, columns, text]);
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      sorting={sorting}
      onSort={(next) => go({ params: { bsort: formatSorting(next) } })}
      keyOf={(node) => node}
      selected={selected}
      onSelect={onSelect}
    />
  );
}

function nodeColumns(flame: FlameModel): Column<number>[] {
  const { layout, tree, metric, isOfCallers } = flame;
  const scale = timeScale(valueOf(layout.width[0], metric));
  const isTime = METRIC_DESCRIPTIONS[metric].unit === 'time';
  const text = (width: number) => {
    const value = valueOf(width, metric);
    return isTime ? scale.format(value) : count(value);
  };
  const unit = isTime ? ` (${scale.unit})` : '';
  const ownColumns: Column<number>[] = [
    {
      key: 'own',
      heading: `own${unit}`,
      help: `${METRIC_DESCRIPTIONS[metric].help}.`,
      isNumeric: true,
      value: (node) => layout.own[node],
      cell: (node) => text(layout.own[node]),
    },
    {
      key: 'calls',
      heading: 'calls',
      isNumeric: true,
      value: (node) => tree.figures.calls?.[node],
      cell: (node) => count(tree.figures.calls?.[node] ?? 0),
    },
  ];
  return [
    nameColumn(flame),
    callerColumn(flame),
    {
      key: 'level',
      heading: 'level',
      isNumeric: true,
      value: (node) => layout.level[node],
      cell: (node) => count(layout.level[node]),
    },
    {
      key: 'width',
      heading: `width${unit}`,
      help: `${METRIC_DESCRIPTIONS[metric].help}, and those of what it called.`,
      isNumeric: true,
      value: (node) => layout.width[node],
      cell: (node) => text(layout.width[node]),
    },
    {
      key: 'share',
      heading: 'of all',
      isNumeric: true,
      value: (node) => layout.width[node],
      cell: (node) => percent(layout.width[node] / layout.width[0]),
    },
    ...(isOfCallers ? [] : ownColumns),
  ];
}
