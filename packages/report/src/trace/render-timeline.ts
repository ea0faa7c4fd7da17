import { timeline, type ActivationState, type TimelineRow, type Trace } from '@coroscope/profile';
import stringWidth from 'string-width';
import { largest } from '../text/largest.js';
import { heading } from '../text/section.js';
import { shorten } from '../text/shorten.js';
import { duration } from '../text/units.js';
import { TraceContext, type TraceReportOptions } from './trace-context.js';

/** Share of the width that names take. */
const NAMES = 0.38;

/**
 * An activation and the coroutines that it has started, a line each: when they were on the stack,
 * awaiting and paused.
 *
 * @param activation Its index among the trace's activations.
 */
export function renderTimeline(
  trace: Trace,
  activation: number,
  options: TraceReportOptions,
): string {
  const context = new TraceContext(trace, options);
  const { theme, limit } = context;
  const { symbols, styles } = theme;
  const found = timeline(trace, activation, limit + 1);
  const rows = found.slice(0, limit);
  const { start } = rows[0].activation;
  const end = largest(rows, (row) => row.activation.end);
  const names = Math.floor(theme.width * NAMES);
  const cells = theme.width - names - 4;
  const legend = `${symbols.barOnStack} on stack  ${symbols.barAwaiting} awaiting  ${symbols.separator} paused`;
  return `${[
    heading(`Timeline, ${duration(end - start, theme)}`, legend, theme),
    ...rows.map((row) => {
      const { index, function: fn } = row.activation;
      const name = `${' '.repeat(row.depth * 2)}${context.functionName(fn)} #${index}`;
      const cut = shorten(name, names, 'middle', symbols.ellipsis);
      const bar = barOf(row, { start, end, cells }, context);
      return `  ${cut}${' '.repeat(names - stringWidth(cut))}  ${bar}`.trimEnd();
    }),
    ...(found.length > limit ? [styles.faint(`  ${symbols.ellipsis} and more`)] : []),
  ].join('\n')}\n`;
}

interface Scale {
  start: number;
  end: number;
  cells: number;
}

/** A cell shows the state that took most of its time; what is shorter than a cell is seen all the same. */
function barOf({ activation }: TimelineRow, scale: Scale, { theme }: TraceContext): string {
  const { symbols, styles } = theme;
  const perCell = (scale.end - scale.start) / scale.cells;
  if (!(perCell > 0)) return '';
  const times: Array<Partial<Record<ActivationState, number>>> = Array.from(
    { length: scale.cells },
    () => ({}),
  );
  for (const { state, start, end } of activation.intervals) {
    const first = Math.floor((start - scale.start) / perCell);
    const last = Math.min(scale.cells - 1, Math.floor((end - scale.start) / perCell));
    for (let cell = first; cell <= last; cell++) {
      const from = Math.max(start, scale.start + cell * perCell);
      const until = Math.min(end, scale.start + (cell + 1) * perCell);
      times[cell][state] = (times[cell][state] ?? 0) + Math.max(0, until - from);
    }
  }
  const drawn: Record<ActivationState, string> = {
    onStack: styles.onStack(symbols.barOnStack),
    awaiting: styles.awaiting(symbols.barAwaiting),
    paused: styles.faint(symbols.separator),
  };
  return times
    .map((time) => {
      const states = Object.entries(time) as Array<[ActivationState, number]>;
      if (states.length === 0) return ' ';
      return drawn[states.reduce((most, next) => (next[1] > most[1] ? next : most))[0]];
    })
    .join('');
}
