import { activationsOf, traceFigures, type Activation, type Trace } from '@coroscope/profile';
import stringWidth from 'string-width';
import { label } from '../text/label.js';
import { itemLines, paragraph } from '../text/paragraph.js';
import { printable } from '../text/printable-profile.js';
import { heading } from '../text/section.js';
import { shorten } from '../text/shorten.js';
import { renderTable } from '../text/table.js';
import { count, duration, quantity, timeScale } from '../text/units.js';
import { TraceContext, type TraceReportOptions } from './trace-context.js';

const shortestRule = 5;

/** What a trace holds: how many events, what is missing, and the longest activation of each function. */
export function renderTrace(trace: Trace, options: TraceReportOptions): string {
  const context = new TraceContext(trace, options);
  const sections = [summary(context), longest(context)].filter(({ length }) => length > 0);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function summary(context: TraceContext): string[] {
  const { trace, theme } = context;
  const { styles } = theme;
  const strong = (text: string) => styles.strong(text);
  const { kept, recorded, overwritten, dropped } = trace;
  const elapsed = trace.end - trace.start;
  const lost = [
    ...(overwritten > 0 ? [`${count(overwritten)} overwritten`] : []),
    ...(dropped > 0 ? [`${count(dropped)} dropped`] : []),
    ...(kept < recorded - overwritten - dropped
      ? [`${count(recorded - overwritten - dropped - kept)} cut off`]
      : []),
  ];
  const figures = traceFigures(trace);
  const calls = figures.calls.reduce((sum, value) => sum + value, 0);
  const suspensions = figures.suspensions.reduce((sum, value) => sum + value, 0);
  return [
    title(context),
    '',
    ...itemLines(
      [
        `${strong(duration(elapsed, theme))} elapsed`,
        `${strong(count(kept))} events`,
        ...(elapsed > 0 ? [`${count((recorded / elapsed) * 1000)} a second`] : []),
        ...(lost.length === 0 ? ['none lost'] : lost.map((text) => styles.warning(text))),
      ],
      theme,
    ),
    ...itemLines(
      [`${strong(count(calls))} calls`, `${strong(count(suspensions))} suspensions`],
      theme,
    ),
    ...trace.notes.flatMap((note) => paragraph('! ', printable(note), theme)),
  ];
}

function title({ trace, theme }: TraceContext): string {
  const { ellipsis, separator } = theme.symbols;
  const clock = { wall: 'wall clock', cpu: 'CPU clock', custom: 'custom clock' }[trace.clock.kind];
  const measured = [clock, printable(trace.thread.name), trace.program?.platform]
    .filter(Boolean)
    .join(` ${separator} `);
  const command = ['coroscope', 'trace', ...(trace.program?.arguments ?? [])].map(printable);
  const room = theme.width - stringWidth(measured) - shortestRule;
  return heading(shorten(command.join(' '), room, 'end', ellipsis), measured, theme);
}

interface LongestRow {
  longest: Activation;
  activations: number;
}

function longest(context: TraceContext): string[] {
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
        return label(context.functionName(fn), context.functionPlace(fn), room, theme) + live;
      },
    },
    theme,
  );
  const hidden = all.length - rows.length;
  return [
    heading(
      'Longest activations',
      `one of each function ${symbols.separator} in ${scale.unit}`,
      theme,
    ),
    table.heading,
    ...table.lines,
    ...(hidden > 0
      ? [styles.faint(`  ${symbols.ellipsis} ${quantity(hidden, 'more function')}`)]
      : []),
  ];
}

function elapsedOf({ start, end }: Activation): number {
  return end - start;
}

/** The longest first. */
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
