import { timeScale } from '../text/times.js';
import { NONE, type Column } from './column.js';

/** A column of times in the unit of the largest; none where no row has one. */
export function timeColumn<Key extends string>(
  rows: readonly { [Name in Key]?: number | undefined }[],
  key: Key,
  heading: string,
  help?: string,
): Column<{ [Name in Key]?: number | undefined }>[] {
  const largest = rows.reduce((max, row) => Math.max(max, row[key] ?? -1), -1);
  if (largest < 0) return [];
  const scale = timeScale(largest);
  return [
    {
      key,
      heading: `${heading} (${scale.unit})`,
      ...(help === undefined ? {} : { help }),
      isNumeric: true,
      value: (row) => row[key],
      cell(row) {
        const time = row[key];
        return time === undefined ? NONE : scale.format(time);
      },
    },
  ];
}
