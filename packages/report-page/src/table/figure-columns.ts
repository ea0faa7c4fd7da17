import { figureNames, type Figure, type FigureSubject } from '@coroscope/profile';
import { count } from '../text/numbers.js';
import { timeScale } from '../text/times.js';
import { NONE, type Column } from './column.js';

interface FigureColumnsOptions<Row> {
  /** Whether a row has a figure; those that it can't have are no zeros. */
  has?(row: Row, figure: Figure): boolean;
  /** Leaves out what tables show on request only. */
  isShort?: boolean;
  /** Figures that are left out whatever they are. */
  without?: readonly string[];
}

/** A column for each figure of a subject that any of the rows has, as the table of figures describes it. */
export function figureColumns<Row extends object>(
  figures: Record<string, Figure>,
  subject: FigureSubject,
  rows: readonly Row[],
  { has = () => true, isShort = false, without = [] }: FigureColumnsOptions<Row> = {},
): Column<Row>[] {
  return figureNames(figures, subject).flatMap((key): Column<Row>[] => {
    const figure = figures[key];
    const { unit, display, heading, help } = figure;
    if (unit === 'histogram' || without.includes(key)) return [];
    if (isShort && display !== undefined) return [];
    const value = (row: Row): number | undefined =>
      has(row, figure) ? (row as Record<string, number | undefined>)[key] : undefined;
    let largest = -Infinity;
    for (const row of rows) largest = Math.max(largest, value(row) ?? -Infinity);
    if (largest === -Infinity) return [];
    const scale = timeScale(largest);
    const format = unit === 'time' ? scale.format : count;
    return [
      {
        key,
        heading: unit === 'time' ? `${heading} (${scale.unit})` : heading,
        help: `${help}.`,
        isNumeric: true,
        value,
        cell(row) {
          const number = value(row);
          return number === undefined ? NONE : format(number);
        },
      },
    ];
  });
}
