import { isHeldByConsumer, SITE_FIGURES, type Figure, type SiteRow } from '@coroscope/profile';
import type { ProfileModel } from '../../model/profile-model.js';
import type { Column } from '../../table/column.js';
import { figureColumns } from '../../table/figure-columns.js';
import { shown } from '../../text/shown.js';

/** With the CPU clock nothing waits. */
const TIMES = [
  'waiting',
  'outside',
  'contended',
  'mean',
  'ongoing',
  'longest',
  'p50',
  'p90',
  'p99',
];

/** The columns of a table of sites: where each is, its line of source, and its figures. */
export function siteColumns(
  model: ProfileModel,
  sites: readonly SiteRow[],
  isOfOneFunction = false,
): Column<SiteRow>[] {
  const has = (row: SiteRow, { heading }: Figure) =>
    !isHeldByConsumer(row.kind) || (heading !== 'outside' && heading !== 'contended');
  const place = ({ line, column }: SiteRow) => `${line}:${column}`;
  return [
    {
      key: 'site',
      heading: 'where',
      help: 'The place at which activations were suspended.',
      isNumeric: false,
      value: (row) => `${model.path(row.file)}:${String(row.line).padStart(8)}`,
      cell: (row) =>
        isOfOneFunction ? (
          <>
            <span class="name">{row.kind}</span> <span class="where">{place(row)}</span>
          </>
        ) : (
          <>
            <span class="name">{model.names[row.function]}</span>{' '}
            <span class="where">{`${model.path(row.file)}:${place(row)}`}</span>
          </>
        ),
      csv: (row) => `${model.path(row.file)}:${place(row)}`,
    },
    {
      key: 'source',
      heading: 'source',
      help: 'The line of source.',
      isNumeric: false,
      value: (row) => row.source ?? row.kind,
      cell: (row) =>
        row.source === undefined ? (
          <span class="where">{row.kind}</span>
        ) : (
          <code>{shown(row.source)}</code>
        ),
    },
    ...figureColumns<SiteRow>(SITE_FIGURES, 'site', sites, {
      has,
      without: model.hasWaits ? [] : TIMES,
    }),
  ];
}
