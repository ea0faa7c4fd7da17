import { traceFigures } from '@coroscope/profile';
import { clockName } from '../profile/clock-name.js';
import { itemLines, paragraph } from '../terminal/paragraph.js';
import { printable } from '../terminal/printable.js';
import { reportHeading } from '../terminal/section.js';
import { count, duration } from '../terminal/units.js';
import type { TraceContext } from './trace-context.js';

/** Milliseconds of our own work that engine time leaves out: less of it is not mentioned. */
const LEAST_LEFT_OUT = 1;

/** Renders how many events a trace has, what is missing of them, and why. */
export function renderTraceSummary(context: TraceContext): string[] {
  const { trace, theme } = context;
  const { styles } = theme;
  const strong = (text: string) => styles.strong(text);
  const { kept, recorded, overwritten, dropped, leftOut = 0 } = trace;
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
      [
        `${strong(count(calls))} calls`,
        `${strong(count(suspensions))} suspensions`,
        // Beside the trace of another thread, a moment may lie as much too late.
        ...(leftOut < LEAST_LEFT_OUT ? [] : [`${duration(leftOut, theme)} of our own left out`]),
      ],
      theme,
    ),
    ...trace.notes.flatMap((note) => paragraph('! ', printable(note), theme)),
  ];
}

/** The program on the left, the clock, the thread and the platform on the right. */
function title({ trace, theme }: TraceContext): string {
  const measured = [clockName(trace.clock), trace.thread.name, trace.program?.platform]
    .filter((text) => text !== undefined && text !== '')
    .map((text) => printable(text!))
    .join(` ${theme.symbols.separator} `);
  const command = ['coroscope', 'trace', ...(trace.program?.arguments ?? [])].map(printable);
  return reportHeading(command.join(' '), measured, theme);
}
