import { ACTIVATION_FIGURES, isGenerator, type Figure, type FunctionRow } from '@coroscope/profile';
import type { ProfileModel } from '../../model/profile-model.js';
import type { Column } from '../../table/column.js';
import { figureColumns } from '../../table/figure-columns.js';

/** The columns of the table of functions: names, and all figures or the most important ones. */
export function functionColumns(model: ProfileModel, isShort: boolean): Column<FunctionRow>[] {
  const { functions, names, locations } = model;
  const has = (row: FunctionRow, { onlyOf }: Figure) =>
    onlyOf === undefined || (onlyOf === 'generators' ? isGenerator(row.kind) : model.canAwait(row));
  return [
    {
      key: 'name',
      heading: 'function',
      help: 'Its name and where it stands.',
      isNumeric: false,
      value: (row) => names[row.function],
      cell: (row) => (
        <>
          <span class="name">{names[row.function]}</span>{' '}
          <span class="where">{locations[row.function]}</span>
        </>
      ),
    },
    ...figureColumns<FunctionRow>(ACTIVATION_FIGURES, 'function', functions, { has, isShort }),
  ];
}

/** What CSV says of where a function stands. */
export function locationColumn(model: ProfileModel): Column<FunctionRow> {
  return {
    key: 'location',
    heading: 'location',
    isNumeric: false,
    value: (row) => model.locations[row.function],
    cell: (row) => model.locations[row.function],
  };
}
