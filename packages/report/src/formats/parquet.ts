import {
  streamActivations,
  type ActivationState,
  type ActivationVisitor,
  type StreamedActivation,
  type Trace,
} from '@coroscope/profile';
import type { ColumnSource } from 'hyparquet-writer';
import { openWithDuckDb } from '../export/duckdb.js';
import { ParquetFile, ROW_GROUP } from '../export/parquet-file.js';
import { nameOfLeftOut } from '../export/left-out.js';
import { TraceSelection, type Selected } from '../export/trace-selection.js';
import { displayPath } from '../terminal/display-path.js';
import { printable } from '../terminal/printable.js';
import type { TraceExportOptions } from '../trace/export-options.js';
import type { TraceFormat } from './trace-format.js';

/**
 * A table with a row for each time that an activation was in one state without a break: DuckDB, ClickHouse
 * and pandas read it.
 *
 * @see https://parquet.apache.org/docs/file-format/
 */
export const parquet: TraceFormat = {
  name: 'parquet',
  content: 'Parquet table',
  extensions: ['.parquet'],
  isBinary: true,
  opensWith: openWithDuckDb,
  render: table,
  estimate: ({ kept }) => kept * BYTES_PER_EVENT,
};

const BYTES_PER_EVENT = 10;

function* table(trace: Trace, options: TraceExportOptions = {}): Generator<Uint8Array> {
  const rows = new RowCollector(trace, options);
  const file = new ParquetFile(rows.columns(), {
    started_at: trace.startedAt ?? '',
    thread: JSON.stringify(trace.thread),
    program: JSON.stringify(trace.program ?? null),
    ...(trace.onlyTags === undefined ? {} : { only_tags: JSON.stringify(trace.onlyTags) }),
  });
  for (const _ of streamActivations(trace, rows)) {
    if (rows.count < ROW_GROUP) continue;
    yield file.write(rows.columns(), rows.count);
    rows.clear();
  }
  rows.addLeftOut();
  if (rows.count > 0) yield file.write(rows.columns(), rows.count);
  yield file.finish();
}

/** The names of the columns. */
export const TRACE_COLUMNS: readonly string[] = columnsOf(emptyColumns()).map(({ name }) => name);

/** Stands for the activation, and the interval of it, where a row is of many. */
const NO_ACTIVATION = -1;

const STATES: Record<ActivationState, string> = {
  onStack: 'on stack',
  awaiting: 'awaiting',
  paused: 'paused',
};

interface Note extends Selected {
  /** How many intervals it has had. */
  intervals: number;
}

/** Collects rows, column by column. */
class RowCollector implements ActivationVisitor<Note> {
  count = 0;
  readonly #trace: Trace;
  readonly #selection: TraceSelection<ActivationState>;
  readonly #paths: string[];
  readonly #tag: string | null;
  #columns = emptyColumns();

  constructor(trace: Trace, options: TraceExportOptions) {
    this.#trace = trace;
    this.#selection = new TraceSelection(trace, options);
    this.#tag = options.tag ?? null;
    const directory = options.directory ?? trace.program?.directory;
    this.#paths = trace.files.map(({ path }) => displayPath(path, directory));
  }

  begin(activation: Omit<StreamedActivation<Note>, 'note'>): Note {
    const { isInFocus, root, isLongEnough } = this.#selection.begin(activation);
    return { isInFocus, root, isLongEnough, intervals: 0 };
  }

  interval(
    activation: StreamedActivation<Note>,
    state: ActivationState,
    start: number,
    end: number,
    site: number,
  ): void {
    const interval = activation.note.intervals++;
    if (!this.#selection.takes(activation, state, start, end)) return;
    const { index, parent, context, isCarriedIn, isLive } = activation;
    const fn = this.#trace.functions[activation.function];
    const tag = context < 0 ? 0 : this.#trace.contexts.tag[context];
    const { line = null, column = null } = this.#trace.sites[site] ?? {};
    const columns = this.#columns;
    columns.activation.push(index);
    columns.parent.push(parent?.index ?? null);
    columns.function.push(fn === undefined ? '(unknown)' : printable(fn.name));
    columns.kind.push(fn?.kind ?? 'function');
    columns.file.push(fn === undefined ? '' : this.#paths[fn.file]);
    columns.line.push(fn?.line ?? 0);
    columns.tag.push(tag === 0 ? null : this.#trace.tags[tag]);
    columns.interval.push(interval);
    columns.state.push(STATES[state]);
    columns.siteLine.push(line);
    columns.siteColumn.push(column);
    columns.start.push(start);
    columns.duration.push(end - start);
    columns.isCarriedIn.push(isCarriedIn);
    columns.isLive.push(isLive);
    columns.more.push(null);
    this.count++;
  }

  /** Adds a row for all of a state that is left out. */
  addLeftOut(): void {
    const columns = this.#columns;
    for (const [state, leftOut] of this.#selection.leftOut.entries()) {
      columns.activation.push(NO_ACTIVATION);
      columns.parent.push(null);
      columns.function.push(nameOfLeftOut(leftOut));
      columns.kind.push('more');
      columns.file.push('');
      columns.line.push(0);
      columns.tag.push(this.#tag);
      columns.interval.push(NO_ACTIVATION);
      columns.state.push(STATES[state]);
      columns.siteLine.push(null);
      columns.siteColumn.push(null);
      columns.start.push(leftOut.start);
      columns.duration.push(leftOut.time);
      columns.isCarriedIn.push(false);
      columns.isLive.push(false);
      columns.more.push(leftOut.count);
      this.count++;
    }
  }

  end(activation: StreamedActivation<Note>): void {
    // Its children know their parent; what is above that would be kept for nothing.
    activation.parent = undefined;
  }

  columns(): ColumnSource[] {
    return columnsOf(this.#columns);
  }

  clear(): void {
    this.#columns = emptyColumns();
    this.count = 0;
  }
}

function emptyColumns() {
  return {
    activation: [] as number[],
    parent: [] as (number | null)[],
    function: [] as string[],
    kind: [] as string[],
    file: [] as string[],
    line: [] as number[],
    tag: [] as (string | null)[],
    interval: [] as number[],
    state: [] as string[],
    siteLine: [] as (number | null)[],
    siteColumn: [] as (number | null)[],
    start: [] as number[],
    duration: [] as number[],
    isCarriedIn: [] as boolean[],
    isLive: [] as boolean[],
    more: [] as (number | null)[],
  };
}

function columnsOf(of: ReturnType<typeof emptyColumns>): ColumnSource[] {
  return [
    {
      name: 'activation',
      type: 'INT32',
      nullable: false,
      data: of.activation,
      encoding: 'DELTA_BINARY_PACKED',
    },
    { name: 'parent', type: 'INT32', data: of.parent },
    { name: 'function', type: 'STRING', nullable: false, data: of.function },
    { name: 'kind', type: 'STRING', nullable: false, data: of.kind },
    { name: 'file', type: 'STRING', nullable: false, data: of.file },
    { name: 'line', type: 'INT32', nullable: false, data: of.line },
    { name: 'tag', type: 'STRING', data: of.tag },
    { name: 'interval', type: 'INT32', nullable: false, data: of.interval },
    { name: 'state', type: 'STRING', nullable: false, data: of.state },
    { name: 'site_line', type: 'INT32', data: of.siteLine },
    { name: 'site_column', type: 'INT32', data: of.siteColumn },
    {
      name: 'start_ms',
      type: 'DOUBLE',
      nullable: false,
      data: of.start,
      encoding: 'PLAIN',
      statistics: true,
    },
    {
      name: 'duration_ms',
      type: 'DOUBLE',
      nullable: false,
      data: of.duration,
      encoding: 'PLAIN',
      statistics: true,
    },
    { name: 'carried_in', type: 'BOOLEAN', nullable: false, data: of.isCarriedIn },
    { name: 'live', type: 'BOOLEAN', nullable: false, data: of.isLive },
    { name: 'more', type: 'INT32', data: of.more },
  ];
}
