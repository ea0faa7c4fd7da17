import { canAwait, isGenerator } from '@coroscope/profile/document';
import { ACTIVATION_FIGURES, type Figure } from '@coroscope/profile/figures';
import type { FunctionRow } from '@coroscope/profile/tables';
import type { Column } from '../../terminal/table.js';
import { comfortableWidth } from '../../terminal/theme.js';
import { columnFormat, count, duration, type TimeScale } from '../../terminal/units.js';
import { callCount } from '../call-count.js';
import type { ReportContext } from '../report-context.js';
import { SORT_KEYS, type SortedFigure } from '../sort-key.js';
import { functionParts, partsBar } from '../time-bar.js';
import { isUntimed } from '../untimed.js';
import { headingOf } from './headings.js';
import { isEmphasized, timeText } from './time-text.js';

/**
 * The figures of the table, in order, and the columns of the function's name below which one is left
 * out, unless the table is sorted by it.
 */
const SHOWN: readonly [SortedFigure, number?][] = [
  ['calls'],
  ['span'],
  ['onStack'],
  ['self'],
  ['awaiting', 37],
  ['external', 34],
  ['outside'],
  ['contended', 41],
  ['undecided', 60],
  ['blame', 28],
  ['p50', 46],
  ['p99', 46],
  ['live', 61],
];
/** With the CPU clock, the time on stack is the total. */
const SHOWN_OF_CPU_TIME: readonly [SortedFigure, number?][] = [
  ['calls'],
  ['total'],
  ['self'],
  ['work', 40],
  ['average', 32],
];
const ROOM_FOR_BAR = 24;

/** Figures of which the values before compensation are shown beside. */
const WITH_RAW: readonly SortedFigure[] = ['total', 'onStack', 'self'];

/** The columns of the function table; a figure that it is sorted by is always among them. */
export function functionColumns(
  context: ReportContext,
  scale: TimeScale,
  rows: readonly FunctionRow[],
): Array<Column<FunctionRow>> {
  const { profile, theme, sort, rawFunctions } = context;
  const isCpu = profile.clock.kind === 'cpu';
  const column = (key: SortedFigure, dropBelow?: number): Column<FunctionRow> => {
    const format = columnFormat(
      rows.map((row) => row[key] ?? 0),
      scale,
      theme,
    );
    return {
      heading: headingOf(key),
      align: 'right',
      dropBelow: key === sort ? undefined : dropBelow,
      cell: (row) => cell(key, row, format, context),
    };
  };
  const raw = (key: SortedFigure): Array<Column<FunctionRow>> =>
    rawFunctions === undefined || !WITH_RAW.includes(key)
      ? []
      : [
          {
            heading: `raw ${headingOf(key)}`,
            align: 'right',
            cell: (row) => {
              if (isUntimed(row)) return theme.styles.faint(theme.symbols.none);
              const value = rawFunctions.get(row.function)?.[key] ?? row[key] ?? 0;
              return theme.styles.faint(scale.format(value));
            },
          },
        ];
  const parts: Column<FunctionRow> = {
    heading: '',
    align: 'left',
    dropBelow: ROOM_FOR_BAR,
    cell: (row) => {
      const width = theme.width < comfortableWidth ? 8 : 12;
      return partsBar(functionParts(row), row.span, profile.elapsed, width, theme);
    },
  };
  return [
    ...shownFigures(rows, sort, isCpu).flatMap(([key, room]) => [column(key, room), ...raw(key)]),
    ...(isCpu ? [] : [parts]),
  ];
}

/** The calls come first, then what the table is sorted by if it is not among the figures anyway. */
function shownFigures(
  rows: readonly FunctionRow[],
  sort: string,
  isCpu: boolean,
): readonly [SortedFigure, number?][] {
  const figures = isCpu ? SHOWN_OF_CPU_TIME : SHOWN;
  // Idle time that is unknown leaves the whole of the external time.
  const knowsIdle = rows.some(({ outside }) => outside !== undefined);
  const shown = figures.filter(([key]) => {
    if (key === sort) return true;
    if (key === 'external') return !knowsIdle;
    if (key === 'live') return rows.some(({ live }) => live > 0);
    return rows.length === 0 || rows.some((row) => row[key] !== undefined);
  });
  const extra = SORT_KEYS.find(
    (key): key is SortedFigure => key === sort && key !== 'name' && !has(shown, key),
  );
  return extra === undefined ? shown : [...shown.slice(0, 1), [extra], ...shown.slice(1)];
}

function has(figures: readonly [SortedFigure, number?][], key: SortedFigure): boolean {
  return figures.some(([known]) => known === key);
}

function cell(
  key: SortedFigure,
  row: FunctionRow,
  format: TimeScale['format'],
  context: ReportContext,
): string {
  const { styles, symbols } = context.theme;
  const value = row[key];
  if (key === 'calls') return callCount(row);
  if (value === undefined) return styles.faint(symbols.none);
  if (ACTIVATION_FIGURES[key].unit === 'count') return count(value);
  if (isUntimed(row) || !hasFigure(row, key)) return styles.faint(symbols.none);
  // What is not a sum is of the size of one call.
  if (!isSum(key)) return duration(value, context.theme);
  const text = timeText(key, value, format, context);
  return value === 0 && !isEmphasized(key) ? styles.faint(text) : text;
}

/** Whether a function can have a figure at all. */
function hasFigure(row: FunctionRow, key: SortedFigure): boolean {
  const { onlyOf }: Figure = ACTIVATION_FIGURES[key];
  if (onlyOf === 'awaiting') return canAwait(row.kind, row);
  return onlyOf !== 'generators' || isGenerator(row.kind);
}

/** Whether a time is of all activations together, and not of one. */
function isSum(key: SortedFigure): boolean {
  const { absentWhere }: Figure = ACTIVATION_FIGURES[key];
  return absentWhere === undefined;
}
