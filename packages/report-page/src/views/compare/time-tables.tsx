import {
  isLargeTime,
  RUN_TIMES,
  type ComparedFunction,
  type Comparison,
  type Difference,
} from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import { SearchBox } from '../../shell/search-box.js';
import { go, param } from '../../state/address.js';
import { formatSorting, parseSorting, type Column } from '../../table/column.js';
import { toCsv } from '../../table/csv.js';
import { DataTable } from '../../table/data-table.js';
import { download } from '../../table/download.js';
import { sortRows } from '../../table/sort-rows.js';
import { timeScale, type TimeScale } from '../../text/times.js';
import { changeColumn, functionColumn, timeColumns, verdictColumns } from './difference-columns.js';

/** The unit for both sides of times. */
function scaleOf(differences: readonly Difference[]): TimeScale {
  return timeScale(
    differences.reduce((max, { base, head }) => Math.max(max, base.median, head.median), 0),
  );
}

const RUN_TIME_NAMES: Record<(typeof RUN_TIMES)[number], string> = {
  elapsed: 'elapsed',
  onStack: 'on stack',
  idle: 'idle',
  elsewhere: 'elsewhere',
};

/** The times of the whole run. */
export function RunTimes({ comparison: of }: { comparison: Comparison }) {
  const rows = RUN_TIMES.flatMap((name) => {
    const difference = of.times[name];
    return difference === undefined ? [] : [{ name, difference }];
  });
  const differenceOf = ({ difference }: (typeof rows)[number]) => difference;
  const columns: Column<(typeof rows)[number]>[] = [
    {
      key: 'name',
      heading: 'the whole run',
      isNumeric: false,
      value: ({ name }) => RUN_TIME_NAMES[name],
      cell: ({ name }) => RUN_TIME_NAMES[name],
    },
    ...timeColumns(scaleOf(rows.map(differenceOf)), differenceOf),
    ...verdictColumns(of, differenceOf),
  ];
  return (
    <DataTable
      label="The whole run"
      columns={columns}
      rows={rows}
      keyOf={({ name }) => name}
      mostRows={rows.length}
    />
  );
}

/** The functions whose times differ by more than the thresholds, or all. */
export function TimeTable({ comparison: of }: { comparison: Comparison }) {
  const query = (param('q') ?? '').toLowerCase();
  const isAll = param('all') === '1';
  const rows = useMemo(
    () =>
      of.functions.filter(
        ({ name, time }) =>
          (isAll || isLargeTime(time, of.thresholds)) && name.toLowerCase().includes(query),
      ),
    [of, query, isAll],
  );
  const columns = useMemo((): Column<ComparedFunction>[] => {
    const scale = scaleOf(rows.map(({ time }) => time));
    const timeOfRow = ({ time }: ComparedFunction) => time;
    return [
      functionColumn<ComparedFunction>(
        ({ name }) => name,
        (row) => row,
      ),
      ...timeColumns(scale, timeOfRow, `${of.by} before`),
      changeColumn(scale, 'more', 'called more', ({ split }) => split.calledMore),
      changeColumn(scale, 'slower', 'each slower', ({ split }) => split.eachSlower),
      changeColumn(scale, 'exclusive', 'exclusive', ({ exclusive }) => exclusive.change),
      ...verdictColumns(of, timeOfRow, ({ timing }) => timing),
    ];
  }, [rows, of]);
  const sorting = parseSorting(param('dsort'), { key: 'change', isDescending: true });
  const text = formatSorting(sorting);
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, text]);
  return (
    <>
      <div class="toolbar">
        <SearchBox label="Search functions" placeholder="Name" />
        <label class="check">
          <input
            type="checkbox"
            checked={isAll}
            onChange={() => go({ params: { all: isAll ? undefined : '1' } })}
          />
          Small differences, too
        </label>
        <span class="spring" />
        <button
          type="button"
          onClick={() => download('comparison.csv', 'text/csv', toCsv(sorted, columns))}
        >
          Save as CSV
        </button>
      </div>
      <DataTable
        label="Times"
        columns={columns}
        rows={sorted}
        sorting={sorting}
        onSort={(next) => go({ params: { dsort: formatSorting(next) } })}
        keyOf={(row) => row.name + JSON.stringify(row.head ?? row.base)}
        mostRows={14}
        empty={`No time differs by more than ${Math.round(of.thresholds.share * 100)} % and ${of.thresholds.time} ms.`}
      />
    </>
  );
}
