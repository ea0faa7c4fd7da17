import { useEffect, useRef } from 'preact/hooks';
import type { Column, Sorting } from './column.js';
import { useRowWindow } from './row-window.js';

interface Props<Row> {
  /** What the table is of, for those who do not see it. */
  label: string;
  columns: readonly Column<Row>[];
  /** In the order in which they are shown. */
  rows: readonly Row[];
  sorting?: Sorting;
  onSort?(sorting: Sorting): void;
  keyOf(row: Row): string | number;
  selected?: string | number;
  /** @param isStep Whether it was chosen, and not passed by with an arrow key. */
  onSelect?(row: Row, isStep: boolean): void;
  /** What it says without a row. */
  empty?: string;
  /** Not as high as what it is in: as high as its rows, up to this many. */
  mostRows?: number;
}

/** How far the keys move the selection; infinite for the ends. */
const MOVES: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 15,
  PageUp: -15,
  Home: -Infinity,
  End: Infinity,
};

/** A table of which only the rows in sight are in the document. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, sorting, onSort, keyOf, selected, onSelect, empty, mostRows } =
    props;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  const { first, end, reveal } = useRowWindow(scroller, rows.length, rowHeight);
  const current = selected === undefined ? -1 : rows.findIndex((row) => keyOf(row) === selected);

  useEffect(() => {
    if (current >= 0) reveal(current);
  }, [current]);

  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (move === undefined || onSelect === undefined || rows.length === 0) return;
    event.preventDefault();
    const from = current < 0 ? (move > 0 ? -1 : rows.length) : current;
    const next = Math.min(rows.length - 1, Math.max(0, from + move));
    onSelect(rows[next], false);
    reveal(next);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${next + 2}"]`)?.focus(),
    );
  };

  const focusable = current >= first && current < end ? current : first;
  return (
    <div
      class={mostRows === undefined ? 'table fills' : 'table'}
      style={
        mostRows === undefined ? undefined : { maxHeight: `${(mostRows + 1.6) * rowHeight}px` }
      }
      ref={scroller}
      onKeyDown={onKeyDown}
      tabIndex={onSelect === undefined || rows.length === 0 ? 0 : undefined}
      role="group"
      aria-label={`${label}, scrollable`}
    >
      <table aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Heading key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={first * rowHeight} />
          {rows.slice(first, end).map((row, i) => {
            const index = first + i;
            return (
              <tr
                key={keyOf(row)}
                aria-rowindex={index + 2}
                aria-selected={onSelect && index === current}
                tabIndex={onSelect && (index === focusable ? 0 : -1)}
                onClick={onSelect && (() => onSelect(row, true))}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && event.target === event.currentTarget) {
                    onSelect?.(row, true);
                  }
                }}
              >
                {columns.map((column, i) =>
                  i === 0 ? (
                    <th
                      scope="row"
                      key={column.key}
                      class={column.isNumeric ? 'number' : undefined}
                    >
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} class={column.isNumeric ? 'number' : undefined}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
          <Spacer height={(rows.length - end) * rowHeight} />
        </tbody>
      </table>
      {rows.length === 0 && <p class="empty">{empty ?? 'Nothing to show.'}</p>}
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" class="spacer">
      <td style={{ height: `${height}px` }} />
    </tr>
  );
}

interface HeadingProps<Row> {
  column: Column<Row>;
  sorting: Sorting | undefined;
  onSort: ((sorting: Sorting) => void) | undefined;
}

function Heading<Row>({ column, sorting, onSort }: HeadingProps<Row>) {
  const { key, heading, help, isNumeric } = column;
  const isSorted = sorting?.key === key;
  const kind = isNumeric ? 'number' : undefined;
  if (onSort === undefined) {
    return (
      <th scope="col" class={kind} title={help}>
        {heading}
      </th>
    );
  }
  const direction = sorting?.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={kind} aria-sort={isSorted ? direction : undefined}>
      <button
        type="button"
        title={help}
        onClick={() => onSort({ key, isDescending: isSorted ? !sorting.isDescending : isNumeric })}
      >
        {heading}
        <span aria-hidden="true">{isSorted ? (sorting.isDescending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

/** Lines that a row is high; the style sheet says the same. */
const ROW_LINES = 1.75;

/** Pixels of a row: they grow with the reader's font. */
function useRowHeight(): number {
  return ROW_LINES * parseFloat(getComputedStyle(document.documentElement).fontSize);
}
