import { activationsOf, type CriticalPath, type PieceKind, type Trace } from '@coroscope/profile';
import { label } from '../../terminal/label.js';
import { heading, hiddenRows } from '../../terminal/section.js';
import { lineDigits, sourceLines } from '../../terminal/source-lines.js';
import { renderTable } from '../../terminal/table.js';
import { count, timeScale } from '../../terminal/units.js';
import type { TraceContext } from '../trace-context.js';
import { blockerText, KIND_NAMES, kindStyle } from './piece-kind.js';
import { elapsedOf, percentage, SMALLEST_SHARE } from './share.js';

/** The pieces of a path that are of one kind, of one function and at one site. */
interface BreakdownRow {
  kind: PieceKind;
  /** The function that was on the stack, waited or was blocked. */
  function: number;
  /** -1 where the function was on the stack. */
  site: number;
  /** For `blocked` and `busy`: the function at the bottom of the stack. */
  by: number;
  time: number;
  pieces: number;
}

/** Columns that a function's name keeps: here the location says more. */
const shortestName = 8;

/** Renders where in the program the time of a path went, the most first. */
export function renderBreakdown(path: CriticalPath, context: TraceContext): string[] {
  const { theme, limit } = context;
  const elapsed = elapsedOf(path);
  const all = breakdown(path, context.trace);
  const rows = all.slice(0, limit).filter(({ time }) => time >= elapsed * SMALLEST_SHARE);
  if (rows.length === 0) return [];
  const scale = timeScale(rows[0].time, theme);
  const table = renderTable<BreakdownRow>(
    rows,
    [
      {
        heading: 'time',
        align: 'right',
        cell: ({ time }) => theme.styles.strong(scale.format(time)),
      },
      { heading: 'share', align: 'right', cell: ({ time }) => percentage(time, elapsed) },
      { heading: 'times', align: 'right', cell: ({ pieces }) => count(pieces) },
      {
        heading: 'spent',
        align: 'left',
        cell: ({ kind }) => kindStyle(kind, theme)(KIND_NAMES[kind]),
      },
    ],
    {
      heading: 'where',
      cell: (row, width) => {
        const where =
          row.site < 0 ? context.functionLocation(row.function) : context.siteLocation(row.site);
        const by = blockerText(row.kind, context.functionName(row.by));
        return label(context.functionName(row.function) + by, where, width, theme, shortestName);
      },
    },
    theme,
  );
  const sources = rows.map(({ site }) => context.source(site));
  const digits = lineDigits(sources);
  return [
    heading('Where its time went', `in ${scale.unit}`, theme),
    table.heading,
    ...table.lines.flatMap((line, i) => [
      line,
      ...sourceLines([sources[i]], { indent: 4, digits }, theme),
    ]),
    ...hiddenRows(all.length - rows.length, 'place', theme),
  ];
}

function breakdown({ visits, pieces }: CriticalPath, trace: Trace): BreakdownRow[] {
  const activations = activationsOf(trace);
  const rows = new Map<string, BreakdownRow>();
  for (const { kind, start, end, visit, site, by } of pieces) {
    const fn = activations.functionOf(visits[visit].activation);
    const blocker = by < 0 ? by : activations.functionOf(by);
    const key = [kind, fn, site, blocker].join();
    const row = rows.get(key) ?? { kind, function: fn, site, by: blocker, time: 0, pieces: 0 };
    rows.set(key, row);
    row.time += end - start;
    row.pieces++;
  }
  return [...rows.values()].sort((a, b) => b.time - a.time);
}
