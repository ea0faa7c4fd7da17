import {
  COMPARED_COUNTS,
  exactChanges,
  presence,
  varies,
  type ComparedCount,
  type ComparedFunction,
  type Comparison,
} from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import { go, param } from '../../state/address.js';
import { formatSorting, parseSorting, type Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { sortRows } from '../../table/sort-rows.js';
import { countsText, signedCount } from './changes.js';
import { functionColumn, verdictColumns } from './difference-columns.js';

const COUNTS: Record<ComparedCount, string> = {
  calls: 'calls',
  outermostCalls: 'outermost',
  suspensions: 'suspensions',
  sequentialAwaits: 'sequential awaits',
  unsettled: 'never settled',
};

/** A function, or a call of one by another, of which something is certain. */
interface Change {
  name: string;
  what: string;
  of: ComparedFunction;
  /** A call that one side does not have says nothing of the counts of what is called. */
  isCall: boolean;
}

/** Only what is the same in all runs of a side, and differs between them: any change is real. */
export function CountTable({ comparison: of }: { comparison: Comparison }) {
  const rows = useMemo(() => changes(of), [of]);
  const columns = useMemo((): Column<Change>[] => {
    const names = COMPARED_COUNTS.filter((name) =>
      rows.some(({ of: { counts }, isCall }) => !isCall && counts[name].change !== 0),
    );
    return [
      functionColumn(
        ({ name }) => name,
        (row) => row.of,
      ),
      {
        key: 'status',
        heading: 'what',
        isNumeric: false,
        value: ({ what }) => what,
        cell: ({ what }) => what,
      },
      ...names.map((name): Column<Change> => ({
        key: name,
        heading: COUNTS[name],
        isNumeric: true,
        value: ({ of: { counts }, isCall }) => (isCall ? undefined : Math.abs(counts[name].change)),
        cell: ({ of: { counts }, isCall }) => (isCall ? '' : countsText(counts[name])),
        csv: ({ of: { counts }, isCall }) => (isCall ? undefined : counts[name].change),
      })),
    ];
  }, [rows, of]);
  const sorting = parseSorting(param('csort'), { key: 'calls', isDescending: true });
  const text = formatSorting(sorting);
  const sorted = useMemo(() => sortRows(rows, columns, sorting), [rows, columns, text]);
  if (rows.length === 0)
    return <p class="remark">No count changed: the same was called as often.</p>;
  return (
    <DataTable
      label="Changed counts"
      columns={columns}
      rows={sorted}
      sorting={sorting}
      onSort={(next) => go({ params: { csort: formatSorting(next) } })}
      keyOf={(row) => rows.indexOf(row)}
      mostRows={10}
    />
  );
}

function changes(of: Comparison): Change[] {
  const { functions, edges } = of;
  const nameOf = (fn: number) => (fn < 0 ? 'the event loop' : functions[fn].name);
  return [
    ...functions.flatMap((fn): Change[] => {
      const status = presence(fn, of);
      if (status === 'both' && exactChanges(fn).length === 0) return [];
      return [
        { name: fn.name, what: status === 'both' ? 'changed' : status, of: fn, isCall: false },
      ];
    }),
    ...edges.map(({ status, caller, callee }): Change => ({
      name: `${nameOf(caller)} ${status === 'appeared' ? 'now calls' : 'no longer calls'} ${nameOf(callee)}`,
      what: status,
      of: functions[callee],
      isCall: true,
    })),
  ];
}

interface Varying {
  of: ComparedFunction;
  count: ComparedCount;
}

/** The counts that differ within a side, as those of timers and polls do: they are compared as times are. */
export function VaryingCounts({ comparison: of }: { comparison: Comparison }) {
  const differenceOf = ({ of: { counts }, count }: Varying) => counts[count];
  const rows = useMemo(
    () =>
      of.functions
        .flatMap((fn) => COMPARED_COUNTS.map((count): Varying => ({ of: fn, count })))
        .filter((row) => {
          const difference = differenceOf(row);
          return varies(difference) && difference.change !== 0 && difference.verdict !== 'same';
        })
        .sort((a, b) => Math.abs(differenceOf(b).change) - Math.abs(differenceOf(a).change)),
    [of],
  );
  if (rows.length === 0) return null;
  const columns: Column<Varying>[] = [
    functionColumn(
      (row) => row.of.name,
      (row) => row.of,
    ),
    {
      key: 'count',
      heading: 'what',
      isNumeric: false,
      value: ({ count }) => COUNTS[count],
      cell: ({ count }) => COUNTS[count],
    },
    {
      key: 'sides',
      heading: 'medians',
      isNumeric: true,
      value: (row) => differenceOf(row).head.median,
      cell: (row) => countsText(differenceOf(row)),
    },
    {
      key: 'change',
      heading: 'difference',
      isNumeric: true,
      value: (row) => differenceOf(row).change,
      cell: (row) => signedCount(differenceOf(row).change),
    },
    ...verdictColumns(of, differenceOf),
  ];
  return (
    <>
      <h3>Counts that vary from run to run</h3>
      <DataTable
        label="Counts that vary"
        columns={columns}
        rows={rows}
        keyOf={(row) => rows.indexOf(row)}
        mostRows={8}
      />
    </>
  );
}
