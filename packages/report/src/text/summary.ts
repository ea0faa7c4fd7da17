import { totals } from '@coroscope/profile';
import stringWidth from 'string-width';
import { bar } from './bar.js';
import type { ReportContext } from './section.js';
import { printable, shorten } from './shorten.js';
import { count, duration, quantity } from './units.js';

/** What ran, for how long, and what it came to. */
export function renderSummary({ profile, theme }: ReportContext): string[] {
  const { styles, symbols } = theme;
  const sum = totals(profile);
  const time = (milliseconds: number) => styles.strong(duration(milliseconds, theme));
  const list = (items: string[]) => `  ${items.join(styles.faint(` ${symbols.separator} `))}`;
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
  const counts = [
    `${named(sum.calls, 'call')} of ${named(sum.functions, 'function')}`,
    named(sum.suspensions, 'suspension'),
    `at most ${number(sum.peak)} in flight`,
    sum.unsettled === 0 ? 'all settled' : styles.warning(`${count(sum.unsettled)} never settled`),
  ];
  return [
    title(profile, theme),
    '',
    ...(isCpu ? [] : [`  ${bar(split, sum.onStack + sum.idle, theme.width - 2, theme)}`]),
    list(times),
    list(counts),
  ];
}

/** The program on the left, the clock and the platform on the right. */
function title(
  profile: ReportContext['profile'],
  { width, styles, symbols }: ReportContext['theme'],
) {
  const clock = { wall: 'wall clock', cpu: 'CPU clock', custom: 'custom clock' }[
    profile.clock.kind
  ];
  const right = [clock, profile.program?.platform].filter(Boolean).join(` ${symbols.separator} `);
  const name = 'coroscope  ';
  const room = width - stringWidth(name) - stringWidth(right) - 2;
  const command = shorten(
    printable(profile.program?.arguments.join(' ') ?? ''),
    room,
    'end',
    symbols.ellipsis,
  );
  const gap = ' '.repeat(Math.max(2, room + 2 - stringWidth(command)));
  return styles.heading(name + command) + gap + styles.faint(right);
}
