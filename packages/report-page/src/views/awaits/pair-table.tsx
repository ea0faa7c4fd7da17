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
  const pairs = useMemo(() => pairsOf(model, site), [model, site]);
  const columns = useMemo(() => pairColumns(model, pairs), [model, pairs]);
  const sorting = parseSorting(param('psort'), { key: 'saving', isDescending: true });
  const text = formatSorting(sorting);
  const rows = useMemo(() => sortRows(pairs, columns, sorting), [pairs, columns, text]);
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

/** Whether any awaits ran one after another, or any with this site. */
export function hasPairs(model: ProfileModel, site?: number): boolean {
  return pairsOf(model, site).length > 0;
}

function pairsOf({ profile }: ProfileModel, site: number | undefined): Pair[] {
  const { before, after, count, saving } = sequenceTable(profile);
  const pairs = before.map((earlier, i) => ({
    before: earlier,
    after: after[i],
    count: count[i],
    saving: saving[i],
    isDependent: profile.sites[after[i]].dependsOn?.includes(earlier) ?? false,
  }));
  if (site === undefined) return pairs;
  return pairs.filter(({ before: first, after: then }) => first === site || then === site);
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
    ...figureColumns<Pair>(SEQUENCE_FIGURES, 'sequence', pairs).filter(
      // With the CPU clock nothing waits, so that nothing is known of what an overlap could save.
      ({ key }) => model.hasWaits || key !== 'saving',
    ),
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
