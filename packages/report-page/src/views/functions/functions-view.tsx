import type { FunctionRow } from '@coroscope/profile';
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { hiddenFunctions } from '../../model/hidden.js';
import type { ProfileModel } from '../../model/profile-model.js';
import { HideMenu } from '../../shell/hide-menu.js';
import { SearchBox } from '../../shell/search-box.js';
import { go, numberParam, ofFunction, param } from '../../state/address.js';
import { formatSorting, parseSorting, type Sorting } from '../../table/column.js';
import { toCsv } from '../../table/csv.js';
import { DataTable } from '../../table/data-table.js';
import { download } from '../../table/download.js';
import { sortRows } from '../../table/sort-rows.js';
import { quantity } from '../../text/numbers.js';
import { functionColumns, locationColumn } from './function-columns.js';
import { FunctionDetail } from './function-detail.js';

const search = computed(() => (param('q') ?? '').toLowerCase());

/** All functions with all their figures, and one of them in detail. */
export function FunctionsView({ model }: { model: ProfileModel }) {
  const isShort = param('columns') !== 'all';
  const columns = useMemo(() => functionColumns(model, isShort), [model, isShort]);
  const fallback: Sorting = { key: model.hasWaits ? 'span' : 'total', isDescending: true };
  const sorting = parseSorting(param('sort'), fallback);
  // What is sorted by has to be in sight, so that all columns can be sorted by in any layout.
  const sortable = useMemo(() => functionColumns(model, false), [model]);
  const text = search.value;
  const hidden = hiddenFunctions.value;
  const matching = useMemo(
    () => model.functions.filter((row) => hidden[row.function] === 0 && matches(row, text, model)),
    [model, hidden, text],
  );
  const sortText = formatSorting(sorting);
  const rows = useMemo(() => sortRows(matching, sortable, sorting), [matching, sortable, sortText]);
  const visible = useMemo(() => {
    const sorted = sortable.find(({ key }) => key === sorting.key);
    if (sorted === undefined || columns.some(({ key }) => key === sorting.key)) return columns;
    return [columns[0], sorted, ...columns.slice(1)];
  }, [columns, sortable, sorting.key]);
  const selected = numberParam('f');
  const row = selected === undefined ? undefined : model.functionRow(selected);

  return (
    <div class={row ? 'split' : 'split alone'}>
      <section class="pane" aria-label="Functions">
        <div class="toolbar">
          <SearchBox label="Search functions" placeholder="Name or path" />
          <HideMenu model={model} />
          <label class="check">
            <input
              type="checkbox"
              checked={!isShort}
              onChange={() => go({ params: { columns: isShort ? 'all' : undefined } })}
            />
            All figures
          </label>
          <span class="spring" />
          <span class="remark" role="status">
            {rows.length === model.functions.length
              ? quantity(rows.length, 'function')
              : `${rows.length.toLocaleString('en-US')} of ${quantity(model.functions.length, 'function')}`}
          </span>
          <button
            type="button"
            onClick={() =>
              download(
                'functions.csv',
                'text/csv',
                toCsv(rows, [sortable[0], locationColumn(model), ...sortable.slice(1)]),
              )
            }
          >
            Save as CSV
          </button>
        </div>
        <DataTable
          label="Functions"
          columns={visible}
          rows={rows}
          sorting={sorting}
          onSort={(next) => go({ params: { sort: formatSorting(next) } })}
          keyOf={keyOf}
          selected={selected}
          onSelect={(chosen, isStep) => go({ params: ofFunction(chosen.function) }, isStep)}
          empty={
            model.functions.length === 0
              ? 'Nothing was recorded: no instrumented function ran.'
              : 'No function matches.'
          }
        />
      </section>
      {row && <FunctionDetail key={row.function} model={model} row={row} />}
    </div>
  );
}

const keyOf = (row: FunctionRow) => row.function;

function matches(row: FunctionRow, text: string, model: ProfileModel): boolean {
  if (text === '') return true;
  return (
    model.names[row.function].toLowerCase().includes(text) ||
    model.locations[row.function].toLowerCase().includes(text)
  );
}
