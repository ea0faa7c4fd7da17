import {
  idleTime,
  limitOf,
  timeline,
  type ActivationState,
  type TimelineRow,
  type Trace,
} from '@coroscope/profile';
import stringWidth from 'string-width';
import { largest } from '../terminal/largest.js';
import { paragraph } from '../terminal/paragraph.js';
import { printable } from '../terminal/printable.js';
import { heading } from '../terminal/section.js';
import { shorten } from '../terminal/shorten.js';
import { duration } from '../terminal/units.js';
import type { TraceReportOptions } from './report-options.js';
import { TraceContext } from './trace-context.js';

/** The share of the width that names take. */
const NAMES = 0.38;

/**
 * Renders an activation and the coroutines that it has started, a line each: when they were on the
 * stack, awaiting and paused, and where the trace tells, when the thread was busy while they waited.
 *
 * @param activation Its index among the trace's activations.
 */
export function renderTimeline(
  trace: Trace,
  activation: number,
  options: TraceReportOptions = {},
): string {
  const context = new TraceContext(trace, options);
  const { theme, limit } = context;
  const { symbols, styles } = theme;
  const found = timeline(trace, activation, limit + 1);
  const rows = found.slice(0, limit);
  const limited = limitOf(trace);
  const { start } = rows[0].activation;
  const end = largest(rows, (row) => row.activation.end);
  const names = Math.floor(theme.width * NAMES);
  const cells = theme.width - names - 4;
  const legend = [
    `${symbols.solid} on stack`,
    `${symbols.shaded} awaiting`,
    ...(trace.tellsIdle ? [`${symbols.parts.contended} busy`] : []),
    `${symbols.separator} paused`,
  ].join('  ');
  return `${[
    heading(`Timeline, ${duration(end - start, theme)}`, legend, theme),
    ...rows.map((row) => {
      const { index, function: fn } = row.activation;
      const name = `${' '.repeat(row.depth * 2)}${context.functionName(fn)} #${index}`;
      const cut = shorten(name, names, 'middle', symbols.ellipsis);
      const bar = barOf(row, { start, end, cells }, context);
      return `  ${cut}${' '.repeat(names - stringWidth(cut))}  ${bar}`.trimEnd();
    }),
    ...(limited === undefined ? [] : paragraph('! ', printable(limited), theme)),
    ...(found.length > limit ? [styles.faint(`  ${symbols.ellipsis} and more`)] : []),
  ].join('\n')}\n`;
}

/** The time that a row of cells stands for. */
interface Scale {
  start: number;
  end: number;
  cells: number;
}

/** What a cell shows: an activation's state, or that it was awaiting while the thread was busy. */
type CellState = ActivationState | 'awaitingBusy';

/** A row of cells, each with the state that took most of its time: short states can be seen, too. */
function barOf({ activation }: TimelineRow, scale: Scale, { trace, theme }: TraceContext): string {
  const { symbols, styles } = theme;
  const perCell = (scale.end - scale.start) / scale.cells;
  if (!(perCell > 0)) return '';
  const times: Array<Partial<Record<CellState, number>>> = Array.from(
    { length: scale.cells },
    () => ({}),
  );
  const add = (cell: number, state: CellState, time: number) => {
    times[cell][state] = (times[cell][state] ?? 0) + Math.max(0, time);
  };
  for (const { state, start, end } of activation.intervals) {
    const first = Math.floor((start - scale.start) / perCell);
    const last = Math.min(scale.cells - 1, Math.floor((end - scale.start) / perCell));
    for (let cell = first; cell <= last; cell++) {
      const from = Math.max(start, scale.start + cell * perCell);
      const until = Math.min(end, scale.start + (cell + 1) * perCell);
      const time = until - from;
      if (state === 'awaiting' && trace.tellsIdle) {
        const idle = idleTime(trace, from, until);
        add(cell, 'awaiting', idle);
        add(cell, 'awaitingBusy', time - idle);
      } else {
        add(cell, state, time);
      }
    }
  }
  const drawn: Record<CellState, string> = {
    onStack: styles.busy(symbols.solid),
    awaiting: styles.waiting(symbols.shaded),
    awaitingBusy: styles.waiting(symbols.parts.contended),
    paused: styles.faint(symbols.separator),
  };
  return times
    .map((time) => {
      const states = Object.entries(time) as Array<[CellState, number]>;
      if (states.length === 0) return ' ';
      return drawn[states.reduce((most, next) => (next[1] > most[1] ? next : most))[0]];
    })
    .join('');
}
