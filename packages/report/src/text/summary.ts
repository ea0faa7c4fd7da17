import stringWidth from 'string-width';
import { bar } from './bar.js';
import { itemLines } from './paragraph.js';
import { heading, shownPath, type ReportContext } from './section.js';
import { shorten } from './shorten.js';
import { count, duration, quantity } from './units.js';

const shortestRule = 5;

/** What ran, for how long, and what it came to. */
export function renderSummary(context: ReportContext): string[] {
  const { profile, totals: sum, tags, tag, theme } = context;
  const { styles } = theme;
  const time = (milliseconds: number) => styles.strong(duration(milliseconds, theme));
  const number = (value: number) => styles.strong(count(value));
  const named = (value: number, singular: string) =>
    quantity(value, singular).replace(count(value), styles.strong);

  const isCpu = profile.clock.kind === 'cpu';
  const { length } = profile.threads;
  const threads = length > 1 ? ` on ${named(length, 'thread')}` : '';
  const times = isCpu
    ? [`${time(sum.elapsed)} of CPU time${threads}`, `${time(sum.onStack)} on stack`]
    : [
        `${time(sum.elapsed)} elapsed${threads}`,
        `${time(sum.onStack)} on stack`,
        `${time(sum.idle)} waiting`,
      ];
  const split = { onStack: sum.onStack, awaiting: sum.idle };
  const tagged = tags.filter((row) => row.tag !== undefined).length;
  const counts = [
    ...(tag === undefined ? [] : [`tag ${styles.strong(tag)}`]),
    ...(tag === undefined && tagged > 0 ? [named(tagged, 'tag')] : []),
    `${named(sum.calls, 'call')} of ${named(sum.functions, 'function')}`,
    named(sum.suspensions, 'suspension'),
    `at most ${number(sum.peak)} in flight`,
    sum.unsettled === 0 ? 'all settled' : styles.warning(`${count(sum.unsettled)} never settled`),
  ];
  return [
    title(context),
    '',
    ...(isCpu ? [] : [`  ${bar(split, sum.onStack + sum.idle, theme.width - 2, theme)}`]),
    ...itemLines(times, theme),
    ...itemLines(counts, theme),
  ];
}

/** The program on the left, the clock and the platform on the right. */
function title(context: ReportContext): string {
  const { profile, theme } = context;
  const clock = { wall: 'wall clock', cpu: 'CPU clock', custom: 'custom clock' }[
    profile.clock.kind
  ];
  const { ellipsis, separator } = theme.symbols;
  const measured = [clock, profile.program?.platform].filter(Boolean).join(` ${separator} `);
  const [script = '', ...rest] = profile.program?.arguments ?? [];
  const command = ['coroscope', shownPath(script, context), ...rest].join(' ').trimEnd();
  const room = theme.width - stringWidth(measured) - shortestRule;
  return heading(shorten(command, room, 'end', ellipsis), measured, theme);
}
