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
type Row = Record<string, Value>;

function* table(profile: Profile, options: ExportOptions = {}): Generator<Uint8Array> {
  const exported = exportedProfile(profile, options);
  const chosen = exported.profile;
  const file = new ParquetFile(columnsOf([]), {
    clock: chosen.clock.kind,
    elapsed_ms: `${chosen.elapsed}`,
    program: JSON.stringify(chosen.program ?? null),
    runs: `${chosen.runs ?? 1}`,
  });
  let rows: Row[] = [];
  for (const thread of chosen.threads) {
    for (const row of rowsOf(thread, chosen, exported.names)) {
      if (rows.push(row) < ROW_GROUP) continue;
      yield file.write(columnsOf(rows), rows.length);
      rows = [];
    }
  }
  if (rows.length > 0) yield file.write(columnsOf(rows), rows.length);
  yield file.finish();
}

function columnsOf(rows: readonly Row[]): ColumnSource[] {
  return COLUMNS.map(({ name, type }) => ({
    name,
    type,
    data: rows.map((row) => row[name] ?? null),
  }));
}

function* rowsOf(
  { name, end, tag, contexts, sites }: Thread,
  { startedAt, functions, sites: places }: Profile,
  names: FrameNames,
): Generator<Row> {
  const started = Date.parse(startedAt ?? '');
  const common: Row = {
    started_at: Number.isNaN(started) ? null : new Date(started),
    thread: name,
    thread_end: end ?? null,
    tag: tag ?? null,
  };
  const about = (index: number): Row => {
    const fn = functions[index];
    return { ...common, function: fn.name, kind: fn.kind, file: names.path(index), line: fn.line };
  };
  // Row 0 is what nothing has called; its time is that with nothing on the stack.
  for (let row = 1; row < contexts.parent.length; row++) {
    const parent = contexts.parent[row];
    yield {
      ...about(contexts.function[row]),
      context: row,
      parent: parent === 0 ? null : parent,
      ...figuresIn(contexts, CONTEXT_FIGURES, row),
    };
  }
  for (const [row, index] of sites.site.entries()) {
    const { function: fn, kind, line, column } = places[index];
    yield {
      ...about(fn),
      site_kind: kind,
      site_line: line,
      site_column: column,
      ...figuresIn(sites, SITE_FIGURES, row),
    };
  }
}

function figuresIn(source: object, columns: readonly FigureColumn[], row: number): Row {
  const figures = source as Record<string, number[] | undefined>;
  return Object.fromEntries(
    columns.map(({ figure, name }) => [name, figures[figure]?.[row] ?? null]),
  );
}
