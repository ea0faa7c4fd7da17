import {
  exactChanges,
  isLargeTime,
  presence,
  type ComparedFunction,
  type ComparedCount,
  type Comparison,
} from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import { comparison } from '../../model/documents.js';
import { SearchBox } from '../../shell/search-box.js';
import { go, param } from '../../state/address.js';
import { formatSorting, parseSorting, type Column } from '../../table/column.js';
import { toCsv } from '../../table/csv.js';
import { DataTable } from '../../table/data-table.js';
import { download } from '../../table/download.js';
import { sortRows } from '../../table/sort-rows.js';
import { quantity } from '../../text/numbers.js';
import { shown } from '../../text/shown.js';
import { duration, timeScale } from '../../text/times.js';
import { countsText, relativeChange, signedDuration } from './changes.js';
import { ComparedFlame } from './compared-flame.js';

/** How two states of a program differ: what was called how often, exactly, and what took longer or shorter. */
export function CompareView() {
  const given = comparison.value;
  if (given === undefined) {
    return (
      <p class="message">
        To compare, open two profiles: <code>coroscope view before.json after.json</code>.
      </p>
    );
  }
  const { comparison: of, base, head, tree, notes = [] } = given;
  const { elapsed } = of.times;
  return (
    <div class="compare">
      <section aria-label="Summary">
        <h2>
          <span class="name">{shown(base)}</span> → <span class="name">{shown(head)}</span>
        </h2>
        <p>
          {elapsed &&
            `${duration(elapsed.base.median)} → ${duration(elapsed.head.median)}, ${signedDuration(elapsed.change)} ${relativeChange(elapsed)}. `}
          {timeSentence(of)}
        </p>
        {of.caveats.map(({ what, base: before, head: after }) => (
          <p key={what} class="problem">
            {shown(`The ${what} differs: ${before.join(', ')} before, ${after.join(', ')} after.`)}
          </p>
        ))}
        {of.moved.length > 0 && <p class="remark">{quantity(of.moved.length, 'file')} moved.</p>}
      </section>
      <section aria-label="Counts">
        <h2>Exact: what was called how often</h2>
        <CountTable comparison={of} />
      </section>
      <section aria-label="Times">
        <h2>Times</h2>
        <TimeTable comparison={of} />
      </section>
      {tree && (
        <section aria-label="Call tree">
          <h2>Where in the call tree</h2>
          {notes.map((note) => (
            <p key={note} class="remark">
              {shown(note)}
            </p>
          ))}
          <ComparedFlame tree={tree} comparison={of} />
        </section>
      )}
    </div>
  );
}

function timeSentence({ base, head, family }: Comparison): string {
  const runs =
    base.runs === head.runs ? quantity(base.runs, 'run') : `${base.runs} and ${head.runs} runs`;
  if (family === undefined) {
    return `With ${runs} a side, differences in time are shown, but may be chance: five runs a side are needed to tell.`;
  }
  return family.runsNeeded === undefined
    ? `${runs} a side: ~ stands for what may be chance.`
    : `${runs} a side are too few to tell times from chance: ${family.runsNeeded} would do.`;
}

const COUNTS: Record<ComparedCount, string> = {
  calls: 'calls',
  outermostCalls: 'outermost',
  suspensions: 'suspensions',
  sequentialAwaits: 'sequential awaits',
  unsettled: 'never settled',
};

function nameColumn(): Column<ComparedFunction> {
  const place = ({ base, head }: ComparedFunction) => {
    const at = head ?? base;
    return at === undefined ? '' : shown(`${at.file}:${at.line}`);
  };
  return {
    key: 'name',
    heading: 'function',
    isNumeric: false,
    value: ({ name }) => name,
    cell: (row) => (
      <>
        <span class="name">{shown(row.name)}</span> <span class="where">{place(row)}</span>
      </>
    ),
  };
}

/** Only what is the same in all runs of a side, and differs between them: any change is real. */
function CountTable({ comparison: of }: { comparison: Comparison }) {
  const rows = useMemo(
    () =>
      of.functions.filter((row) => exactChanges(row).length > 0 || presence(row, of) !== 'both'),
    [of],
  );
  const columns = useMemo((): Column<ComparedFunction>[] => {
    const names = (Object.keys(COUNTS) as ComparedCount[]).filter((name) =>
      rows.some(({ counts }) => counts[name]?.change !== 0),
    );
    return [
      nameColumn(),
      {
        key: 'status',
        heading: 'what',
        isNumeric: false,
        value: (row) => presence(row, of),
        cell: (row) => {
          const status = presence(row, of);
          return status === 'both' ? 'changed' : status;
        },
      },
      ...names.map((name): Column<ComparedFunction> => ({
        key: name,
        heading: COUNTS[name],
        isNumeric: true,
        value: ({ counts }) => Math.abs(counts[name].change),
        cell: ({ counts }) => countsText(counts[name]),
        csv: ({ counts }) => counts[name].change,
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
      keyOf={(row) => row.name + JSON.stringify(row.head ?? row.base)}
      mostRows={10}
    />
  );
}

const VERDICTS = { better: 'better', worse: 'worse', same: '~' };

function TimeTable({ comparison: of }: { comparison: Comparison }) {
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
    const largest = rows.reduce(
      (max, { time }) => Math.max(max, time.base.median, time.head.median),
      0,
    );
    const scale = timeScale(largest);
    const time = (
      key: string,
      heading: string,
      value: (row: ComparedFunction) => number,
      isSigned = false,
    ): Column<ComparedFunction> => ({
      key,
      heading: `${heading} (${scale.unit})`,
      isNumeric: true,
      value: (row) => (isSigned ? Math.abs(value(row)) : value(row)),
      cell: (row) => {
        const amount = value(row);
        if (!isSigned || amount === 0) return scale.format(amount);
        return `${amount > 0 ? '+' : '−'}${scale.format(Math.abs(amount))}`;
      },
      csv: value,
    });
    const isTested = of.family !== undefined;
    return [
      nameColumn(),
      time('base', `${of.by} before`, (row) => row.time.base.median),
      time('head', 'after', (row) => row.time.head.median),
      time('change', 'difference', (row) => row.time.change, true),
      {
        key: 'relative',
        heading: '%',
        isNumeric: true,
        value: ({ time: { base, change } }) =>
          base.median === 0 ? undefined : Math.abs(change / base.median),
        cell: (row) => relativeChange(row.time),
      },
      time('more', 'called more', (row) => row.split.calledMore, true),
      time('slower', 'each slower', (row) => row.split.eachSlower, true),
      ...(isTested
        ? [
            {
              key: 'verdict',
              heading: 'verdict',
              isNumeric: false,
              value: (row: ComparedFunction) => row.time.verdict ?? '',
              cell: (row: ComparedFunction) =>
                row.time.verdict ? VERDICTS[row.time.verdict] : '?',
            },
            {
              key: 'p',
              heading: 'p',
              isNumeric: true,
              value: (row: ComparedFunction) => row.time.adjusted ?? row.time.p,
              cell: (row: ComparedFunction) =>
                (row.time.adjusted ?? row.time.p)?.toPrecision(2) ?? '–',
            },
          ]
        : []),
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
