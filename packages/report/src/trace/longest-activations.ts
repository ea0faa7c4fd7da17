import { activationsOf, type Activation, type Trace } from '@coroscope/profile';
import stringWidth from 'string-width';
import { label } from '../terminal/label.js';
import { heading, hiddenRows } from '../terminal/section.js';
import { renderTable } from '../terminal/table.js';
import { count, timeScale } from '../terminal/units.js';
import type { TraceContext } from './trace-context.js';

/** The longest activation of a function, and how many there are. */
interface LongestRow {
  longest: Activation;
  activations: number;
}

/** Renders the longest activation of each function. */
export function renderLongestActivations(context: TraceContext): string[] {
  const { trace, theme, limit } = context;
  const { styles, symbols } = theme;
  const all = longestByFunction(trace);
  if (all.length === 0) return [];
  const rows = all.slice(0, limit);
  const scale = timeScale(elapsedOf(rows[0].longest), theme);
  const time = (state: 'onStack' | 'awaiting' | 'paused') => ({
    heading: state === 'onStack' ? 'on stack' : state,
    align: 'right' as const,
    cell: ({ longest: { intervals } }: LongestRow) => {
      const own = intervals.filter((interval) => interval.state === state);
      const sum = own.reduce((total, { start, end }) => total + end - start, 0);
      return own.length === 0 ? styles.faint(symbols.none) : scale.format(sum);
    },
  });
  const isPausedShown = rows.some(({ longest: { intervals } }) =>
    intervals.some(({ state }) => state === 'paused'),
  );
  const table = renderTable<LongestRow>(
    rows,
    [
      {
        heading: 'elapsed',
        align: 'right',
        cell: ({ longest: activation }) => styles.strong(scale.format(elapsedOf(activation))),
      },
      time('onStack'),
      time('awaiting'),
      ...(isPausedShown ? [time('paused')] : []),
      { heading: 'of', align: 'right', cell: ({ activations }) => count(activations) },
      { heading: 'activation', align: 'right', cell: (row) => `#${row.longest.index}` },
    ],
    {
      heading: 'function',
      cell: ({ longest: { function: fn, isLive } }, width) => {
        const live = isLive ? styles.warning('  live') : '';
        const room = width - stringWidth(live);
        return label(context.functionName(fn), context.functionLocation(fn), room, theme) + live;
      },
    },
    theme,
  );
  return [
    heading(
      'Longest activations',
      `one of each function ${symbols.separator} in ${scale.unit}`,
      theme,
    ),
    table.heading,
    ...table.lines,
    ...hiddenRows(all.length - rows.length, 'function', theme),
  ];
}

function elapsedOf({ start, end }: Activation): number {
  return end - start;
}

/** The rows of all functions, the longest activation first. */
function longestByFunction(trace: Trace): LongestRow[] {
  const activations = activationsOf(trace);
  const longestOf = new Map<number, { index: number; activations: number }>();
  for (let index = 0; index < activations.count; index++) {
    const fn = activations.functionOf(index);
    const row = longestOf.get(fn);
    if (row === undefined) longestOf.set(fn, { index, activations: 1 });
    else {
      row.activations++;
      if (activations.elapsed(index) > activations.elapsed(row.index)) row.index = index;
    }
  }
  return [...longestOf.values()]
    .map((row) => ({ longest: activations.get(row.index), activations: row.activations }))
    .sort((a, b) => elapsedOf(b.longest) - elapsedOf(a.longest));
}
