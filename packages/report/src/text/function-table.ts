import type { FunctionRow } from '@coroscope/profile';
import { sortFunctions, type SortKey } from '../sort-key.js';
import { bar, barLegend } from './bar.js';
import { canWait } from './can-wait.js';
import { callCount, isRecursive } from './call-count.js';
import { label } from './label.js';
import { largest } from './largest.js';
import { paragraph } from './paragraph.js';
import { place, heading, type ReportContext, type Section } from './section.js';
import { renderTable, type Column } from './table.js';
import { emphasize } from './emphasis.js';
import { comfortableWidth, type Theme } from './theme.js';
import { count, duration, quantity, timeScale, type TimeScale } from './units.js';

type TimeKey = 'total' | 'onStack' | 'self' | 'awaiting' | 'paused' | 'external' | 'span';

const headings: Record<SortKey, string> = {
  total: 'total',
  onStack: 'on stack',
  self: 'self',
  awaiting: 'awaiting',
  paused: 'paused',
  external: 'external',
  average: 'average',
  calls: 'calls',
  outermostCalls: 'outermost',
  suspensions: 'suspensions',
  span: 'span',
  peak: 'peak',
  live: 'live',
  name: 'name',
};

const nothingRan =
  'No instrumented function ran. Is the program excluded, or what it loads? See --include.';

/** The figures of each function, in one unit so that they can be compared down a column. */
export function renderFunctionTable(context: ReportContext): Section {
  const { profile, theme, sort, limit, functions, leftOut } = context;
  const kept = functions.filter((row) => !leftOut.has(row.function));
  const all = sortFunctions(kept, sort);
  const rows = all.slice(0, limit);
  if (functions.length === 0) {
    const lines = [heading('Functions', '', theme), ...paragraph('', nothingRan, theme)];
    return { lines, notes: [], hidden: 0 };
  }

  const scale = timeScale(
    largest(all, ({ total }) => total),
    theme,
  );
  const isCpu = profile.clock.kind === 'cpu';
  const table = renderTable(
    rows,
    columns(context, scale, all),
    {
      heading: 'function',
      cell: (row, width) => label(row.name, place(row, context), width, theme),
    },
    theme,
  );
  const explanation = [`by ${headings[sort]}`, `times in ${scale.unit}`];
  if (!isCpu && !table.dropped.includes('')) explanation.push(barLegend(theme));
  const hidden = all.slice(limit);
  return {
    lines: [
      heading('Functions', explanation.join(` ${theme.symbols.separator} `), theme),
      table.heading,
      ...table.lines,
      ...(hidden.length > 0 ? [hiddenRows(hidden, theme)] : []),
    ],
    notes: notes(rows),
    hidden: hidden.length,
  };
}

function columns(
  { profile, theme, sort, rawFunctions }: ReportContext,
  scale: TimeScale,
  all: readonly FunctionRow[],
): Array<Column<FunctionRow>> {
  const { styles, symbols } = theme;
  const none = styles.faint(symbols.none);
  const time = (key: TimeKey, exists: (row: FunctionRow) => boolean): Column<FunctionRow> => ({
    heading: headings[key],
    align: 'right',
    cell: (row) => {
      if (row.counted || !exists(row)) return none;
      const text = scale.format(row[key]);
      const share = profile.elapsed > 0 ? row[key] / profile.elapsed : 0;
      if (key === 'self') return emphasize(text, share, styles.onStack, theme);
      if (key === 'external') return emphasize(text, share, styles.awaiting, theme);
      return row[key] === 0 ? styles.faint(text) : text;
    },
  });
  const always = () => true;
  const waits = (row: FunctionRow) => canWait(row.kind, row);
  const number = (
    key: 'suspensions' | 'peak' | 'live' | 'outermostCalls',
  ): Column<FunctionRow> => ({
    heading: headings[key],
    align: 'right',
    cell: (row) => count(row[key]),
  });
  const calls: Column<FunctionRow> = {
    heading: headings.calls,
    align: 'right',
    cell: callCount,
  };
  const average: Column<FunctionRow> = {
    heading: headings.average,
    align: 'right',
    dropBelow: sort === 'average' ? undefined : 32,
    cell: (row) => (row.counted || row.average === undefined ? none : duration(row.average, theme)),
  };
  const whole = largest(all, ({ total }) => total);
  const parts: Column<FunctionRow> = {
    heading: '',
    align: 'left',
    dropBelow: 30,
    cell: (row) => bar(row, whole, theme.width < comfortableWidth ? 8 : 12, theme),
  };

  const raw = (key: 'total' | 'self'): Column<FunctionRow>[] =>
    rawFunctions === undefined
      ? []
      : [
          {
            heading: `raw ${key}`,
            align: 'right',
            cell: (row) =>
              row.counted
                ? none
                : styles.faint(scale.format(rawFunctions.get(row.function)?.[key] ?? row[key])),
          },
        ];
  const onRequest: Partial<Record<SortKey, Column<FunctionRow>>> = {
    outermostCalls: number('outermostCalls'),
    suspensions: number('suspensions'),
    peak: number('peak'),
    live: number('live'),
    span: time('span', always),
    paused: time('paused', isGenerator),
  };
  const extra = onRequest[sort];
  const timed =
    profile.clock.kind === 'cpu'
      ? [time('total', always), ...raw('total'), time('self', always), ...raw('self'), average]
      : [
          time('total', always),
          ...raw('total'),
          time('onStack', always),
          time('self', always),
          ...raw('self'),
          { ...time('awaiting', waits), dropBelow: sort === 'awaiting' ? undefined : 20 },
          time('external', waits),
          average,
          parts,
        ];
  return [calls, ...(extra ? [extra] : []), ...timed];
}

function isGenerator({ kind }: FunctionRow): boolean {
  return kind === 'generator' || kind === 'asyncGenerator';
}

function hiddenRows(hidden: readonly FunctionRow[], theme: Theme): string {
  const self = hidden.reduce((sum, row) => sum + row.self, 0);
  const functions = quantity(hidden.length, 'more function');
  return theme.styles.faint(
    `  ${theme.symbols.ellipsis} ${functions}, ${duration(self, theme)} of self time together`,
  );
}

function notes(rows: readonly FunctionRow[]): string[] {
  const result = [];
  if (rows.some(({ external }) => external > 0)) {
    result.push(
      'external is the part of awaiting that no instrumented call explains: a timer, a socket, ' +
        'a database.',
    );
  }
  const recursive = rows.find(isRecursive);
  if (recursive) {
    const { calls, outermostCalls } = recursive;
    result.push(
      `${callCount(recursive)} is recursion: ${quantity(calls, 'call')}, ${count(outermostCalls)} ` +
        `of them from outside. Times count it once.`,
    );
  }
  const counted = rows.filter((row) => row.counted).length;
  if (counted > 0) {
    result.push(
      `${quantity(counted, 'function')} without calls, loops or awaits ` +
        `${counted === 1 ? 'is' : 'are'} counted, not timed: the time is in the callers' self.`,
    );
  }
  return result;
}
