import { useMemo } from 'preact/hooks';
import { go, param } from '../../state/address.js';
import { formatSorting, parseSorting, type Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { sortRows } from '../../table/sort-rows.js';
import { timeScale } from '../../text/times.js';
import { callerColumn, nameColumn, nodesBelow } from '../flame/node-columns.js';
import type { ComparedFlameModel } from './compared-flame-model.js';

interface Props {
  compared: ComparedFlameModel;
  zoomed: number;
  selected: number;
  onSelect(node: number): void;
}

/** The blocks of both call trees as a table: what each took before and after. */
export function ComparedFlameTable({ compared, zoomed, selected, onSelect }: Props) {
  const { flame } = compared;
  const nodes = useMemo(() => nodesBelow(flame, zoomed), [flame, zoomed]);
  const columns = useMemo(() => changeColumns(compared), [compared]);
  const sorting = parseSorting(param('cbsort'), { key: 'change', isDescending: true });
  const text = formatSorting(sorting);
  const rows = useMemo(() => sortRows(nodes, columns, sorting), [nodes, columns, text]);
  return (
    <DataTable
      label="Blocks of both call trees"
      columns={columns}
      rows={rows}
      sorting={sorting}
      onSort={(next) => go({ params: { cbsort: formatSorting(next) } })}
      keyOf={(node) => node}
      selected={selected}
      onSelect={onSelect}
    />
  );
}

function changeColumns({ flame, before, after }: ComparedFlameModel): Column<number>[] {
  const scale = timeScale(Math.max(before[0], after[0]));
  const time = (key: string, heading: string, times: Float64Array): Column<number> => ({
    key,
    heading: `${heading} (${scale.unit})`,
    isNumeric: true,
    value: (node) => times[node],
    cell: (node) => scale.format(times[node]),
  });
  const change = (node: number) => after[node] - before[node];
  const sign = (value: number) => (value > 0 ? '+' : value < 0 ? '−' : '');
  return [
    nameColumn(flame),
    callerColumn(flame),
    time('before', 'before', before),
    time('after', 'after', after),
    {
      key: 'change',
      heading: `difference (${scale.unit})`,
      help: 'Of the wall time of the call and all that it called.',
      isNumeric: true,
      value: (node) => Math.abs(change(node)),
      cell: (node) => `${sign(change(node))}${scale.format(Math.abs(change(node)))}`,
    },
  ];
}
