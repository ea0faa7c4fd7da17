import { storedUnits, type Profile, type Thread } from '@coroscope/profile';
import type { ColumnSource } from 'hyparquet-writer';
import { openWithDuckDb } from '../export/duckdb.js';
import { exportedProfile } from '../export/exported-profile.js';
import { ParquetFile, ROW_GROUP } from '../export/parquet-file.js';
import type { ExportOptions } from '../export/export-options.js';
import type { FrameNames } from '../export/frame-names.js';
import { TRACE_COLUMNS } from './parquet.js';
import type { ProfileFormat } from './profile-format.js';

/**
 * A table with a row for each context and for each site: what is summed over many runs with SQL. Columns that begin with
 * `site_` are empty in rows of contexts, and figures of contexts in rows of sites, so that no sum counts twice.
 *
 * @see https://parquet.apache.org/docs/file-format/
 */
export const profileParquet: ProfileFormat = {
  name: 'parquet',
  content: 'Parquet table',
  extensions: ['.parquet'],
  isBinary: true,
  opensWith: openWithDuckDb,
  render: table,
};

interface Column {
  name: string;
  type: 'INT32' | 'DOUBLE' | 'STRING' | 'TIMESTAMP';
}

/** What a row is about. */
const KEYS: readonly Column[] = [
  { name: 'started_at', type: 'TIMESTAMP' },
  { name: 'thread', type: 'STRING' },
  { name: 'thread_end', type: 'STRING' },
  { name: 'tag', type: 'STRING' },
  { name: 'function', type: 'STRING' },
  { name: 'kind', type: 'STRING' },
  { name: 'file', type: 'STRING' },
  { name: 'line', type: 'INT32' },
  { name: 'context', type: 'INT32' },
  { name: 'parent', type: 'INT32' },
  { name: 'site_kind', type: 'STRING' },
  { name: 'site_line', type: 'INT32' },
  { name: 'site_column', type: 'INT32' },
];

interface FigureColumn extends Column {
  figure: string;
}

/** `on_stack_ms` for `onStack`; histograms have no column. */
function figureColumns(table: 'contexts' | 'sites', prefix = ''): FigureColumn[] {
  return [...storedUnits(table)].flatMap(([figure, unit]): FigureColumn[] => {
    if (unit === 'histogram') return [];
    const words = figure.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const isTime = unit === 'time';
    const name = `${prefix}${words}${isTime ? '_ms' : ''}`;
    return [{ figure, name, type: 'DOUBLE' }];
  });
}

const CONTEXT_FIGURES = figureColumns('contexts');
const SITE_FIGURES = figureColumns('sites', 'site_');
const COLUMNS: readonly Column[] = [...KEYS, ...CONTEXT_FIGURES, ...SITE_FIGURES];

/** The names of all columns that a Parquet table has, of a profile or of a trace. */
export const PARQUET_COLUMNS: ReadonlySet<string> = new Set([
  ...COLUMNS.map(({ name }) => name),
  ...TRACE_COLUMNS,
]);

type Value = string | number | Date | null;

function* table(profile: Profile, options: ExportOptions = {}): Generator<Uint8Array> {
  const exported = exportedProfile(profile, options);
  const chosen = exported.profile;
  const rows = new RowGroup();
  const file = new ParquetFile(rows.columns, {
    clock: chosen.clock.kind,
    elapsed_ms: `${chosen.elapsed}`,
    program: JSON.stringify(chosen.program ?? null),
    runs: `${chosen.runs ?? 1}`,
  });
  for (const thread of chosen.threads) {
    for (const part of partsOf(thread, chosen, exported.names)) {
      for (let from = part.from; from < part.to;) {
        from += rows.add(part, from);
        if (rows.count === ROW_GROUP) yield rows.writeTo(file);
      }
    }
  }
  if (rows.count > 0) yield rows.writeTo(file);
  yield file.finish();
}

/** Rows that are about the same kind of thing, column by column. */
interface Part {
  from: number;
  to: number;
  /** By column: what each row has, or all rows; null in those that are not here. */
  columns: Record<string, ((row: number) => Value) | Value>;
}

/** Rows that are written at once. They are put together column by column, for there may be a million. */
class RowGroup {
  count = 0;
  #data: Value[][] = COLUMNS.map(() => []);

  get columns(): ColumnSource[] {
    return COLUMNS.map(({ name, type }, i) => ({ name, type, data: this.#data[i] }));
  }

  /** Adds as many rows of a part as there is room for, and returns how many. */
  add({ to, columns }: Part, from: number): number {
    const end = Math.min(to, from + ROW_GROUP - this.count);
    COLUMNS.forEach(({ name }, i) => {
      const data = this.#data[i];
      const value = columns[name] ?? null;
      if (typeof value === 'function') for (let row = from; row < end; row++) data.push(value(row));
      else for (let row = from; row < end; row++) data.push(value);
    });
    this.count += end - from;
    return end - from;
  }

  writeTo(file: ParquetFile): Uint8Array {
    const bytes = file.write(this.columns, this.count);
    this.count = 0;
    this.#data = COLUMNS.map(() => []);
    return bytes;
  }
}

/** The call paths of a thread, and where it waited. */
function partsOf(
  { name, end, tag, contexts, sites }: Thread,
  { startedAt, functions, sites: places }: Profile,
  names: FrameNames,
): Part[] {
  const started = Date.parse(startedAt ?? '');
  const about = (functionOf: (row: number) => number): Part['columns'] => ({
    started_at: Number.isNaN(started) ? null : new Date(started),
    thread: name,
    thread_end: end ?? null,
    tag: tag ?? null,
    function: (row) => functions[functionOf(row)].name,
    kind: (row) => functions[functionOf(row)].kind,
    file: (row) => names.path(functionOf(row)),
    line: (row) => functions[functionOf(row)].line,
  });
  const placeOf = (row: number) => places[sites.site[row]];
  return [
    {
      // Row 0 is what nothing has called; its time is that with nothing on the stack.
      from: 1,
      to: contexts.parent.length,
      columns: {
        ...about((row) => contexts.function[row]),
        context: (row) => row,
        parent: (row) => contexts.parent[row] || null,
        ...figuresIn(contexts, CONTEXT_FIGURES),
      },
    },
    {
      from: 0,
      to: sites.site.length,
      columns: {
        ...about((row) => placeOf(row).function),
        site_kind: (row) => placeOf(row).kind,
        site_line: (row) => placeOf(row).line,
        site_column: (row) => placeOf(row).column,
        ...figuresIn(sites, SITE_FIGURES),
      },
    },
  ];
}

function figuresIn(source: object, columns: readonly FigureColumn[]): Part['columns'] {
  const figures = source as Record<string, number[] | undefined>;
  const known = columns.flatMap(({ figure, name }): [string, (row: number) => Value][] => {
    const values = figures[figure];
    return values === undefined ? [] : [[name, (row) => values[row]]];
  });
  return Object.fromEntries(known);
}
