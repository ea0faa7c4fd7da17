import { SEQUENCE_FIGURES, sequenceTable } from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import type { ProfileModel } from '../../model/profile-model.js';
import { go, param } from '../../state/address.js';
import { formatSorting, parseSorting, type Column } from '../../table/column.js';
import { DataTable } from '../../table/data-table.js';
import { figureColumns } from '../../table/figure-columns.js';
import { sortRows } from '../../table/sort-rows.js';
import { shown } from '../../text/shown.js';

/** Two awaits of which one activation made the one after the other. */
interface Pair {
  /** Indices in the profile's sites. */
  before: number;
  after: number;
  count: number;
  /** Milliseconds that an overlap could save at most. */
  saving: number;
  /** The later one needs the result or the outcome of the earlier one. */
  isDependent: boolean;
}

interface Props {
  model: ProfileModel;
  /** Only the pairs with this site; all unless given. */
  site?: number;
}

/** The awaits that ran one after another, and what overlapping them could save. */
export function PairTable({ model, site }: Props) {
  const pairs = useMemo(() => {
    const all = pairsOf(model);
    return site === undefined
      ? all
      : all.filter(({ before, after }) => before === site || after === site);
  }, [model, site]);
  const columns = useMemo(() => pairColumns(model, pairs), [model, pairs]);
  const sorting = parseSorting(param('psort'), { key: 'saving', isDescending: true });
  const text = formatSorting(sorting);
  const rows = useMemo(() => sortRows(pairs, columns, sorting), [pairs, columns, text]);
  if (pairs.length === 0) return null;
  return (
    <DataTable
      label="Awaits one after another"
      columns={columns}
      rows={rows}
      sorting={sorting}
      onSort={(next) => go({ params: { psort: formatSorting(next) } })}
      keyOf={({ before, after }) => `${before} ${after}`}
      onSelect={({ after }, isStep) => isStep && go({ params: { site: String(after) } })}
      mostRows={8}
    />
  );
}

function pairsOf({ profile }: ProfileModel): Pair[] {
  const { before, after, count, saving } = sequenceTable(profile);
  return before.map((earlier, i) => ({
    before: earlier,
    after: after[i],
    count: count[i],
    saving: saving[i],
    isDependent: profile.sites[after[i]].dependsOn?.includes(earlier) ?? false,
  }));
}

function pairColumns(model: ProfileModel, pairs: readonly Pair[]): Column<Pair>[] {
  const { sites, functions, files } = model.profile;
  const place = (site: number) => {
    const { function: owner, line, column } = sites[site];
    return `${model.paths[functions[owner].file]}:${line}:${column}`;
  };
  const source = (site: number) => {
    const { function: owner, line, kind } = sites[site];
    return shown(files[functions[owner].file].lines?.[line]?.trim() ?? kind);
  };
  const cell = (site: number) => (
    <>
      <code>{source(site)}</code> <span class="where">{place(site)}</span>
    </>
  );
  return [
    {
      key: 'before',
      heading: 'first',
      isNumeric: false,
      value: ({ before }) => place(before),
      cell: ({ before }) => cell(before),
    },
    {
      key: 'after',
      heading: 'then',
      isNumeric: false,
      value: ({ after }) => place(after),
      cell: ({ before, after }) =>
        before === after ? <span class="where">the same, again</span> : cell(after),
    },
    ...figureColumns<Pair>(SEQUENCE_FIGURES, 'sequence', pairs),
    {
      key: 'dependent',
      heading: 'dependent',
      help: 'Whether the later one needs the result or the outcome of the earlier one, so that they cannot overlap.',
      isNumeric: false,
      value: ({ isDependent }) => (isDependent ? 'yes' : 'no'),
      cell: ({ isDependent }) => (isDependent ? 'needs the first' : 'not as the source shows'),
    },
  ];
}
