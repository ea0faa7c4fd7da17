import { itemLines } from '../terminal/paragraph.js';
import { reportHeading } from '../terminal/section.js';
import { count, duration, quantity } from '../terminal/units.js';
import { clockName } from './clock-name.js';
import { shownPath, type ReportContext } from './report-context.js';
import { partsBar, stateGlyph, threadParts } from './time-bar.js';

/** Renders what ran, for how long, and what it came to. */
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
  const whole = sum.onStack + sum.offStack;
  const share = (milliseconds: number) => (whole > 0 ? ` (${percent(milliseconds / whole)})` : '');
  const parts = threadParts(sum);
  const off =
    parts.idle === undefined
      ? [`${stateGlyph('undecided', theme)} ${time(sum.offStack)} off stack${share(sum.offStack)}`]
      : (['elsewhere', 'idle'] as const).map(
          (state) =>
            `${stateGlyph(state, theme)} ${time(parts[state]!)} ${state}${share(parts[state]!)}`,
        );
  const times = isCpu
    ? [`${time(sum.elapsed)} of CPU time${threads}`, `${time(sum.onStack)} on stack`]
    : [
        `${time(sum.elapsed)} elapsed${threads}`,
        `${stateGlyph('onStack', theme)} ${time(sum.onStack)} on stack${share(sum.onStack)}`,
        ...off,
      ];
  const tagged = tags.filter((row) => row.tag !== undefined).length;
  const counts = [
    ...(tag === undefined ? [] : [`tag ${styles.strong(tag)}`]),
    ...(tag === undefined && tagged > 0 ? [named(tagged, 'tag')] : []),
    `${named(sum.calls, 'call')} of ${named(sum.functions, 'function')}`,
    named(sum.suspensions, 'suspension'),
    `at most ${number(sum.peak)} in flight`,
    settled(context),
  ];
  return [
    title(context),
    '',
    ...(isCpu ? [] : [`  ${partsBar(parts, whole, whole, theme.width - 2, theme)}`]),
    ...itemLines(times, theme),
    ...itemLines(counts, theme),
  ];
}

/** What has become of the calls; of a program that runs they need not have settled. */
function settled({ profile, totals: { unsettled }, theme: { styles } }: ReportContext): string {
  if (unsettled === 0) return 'all settled';
  return profile.threads.some(({ end }) => end === 'running')
    ? `${count(unsettled)} not settled yet`
    : styles.warning(`${count(unsettled)} never settled`);
}

/** `12 %`, and `0.4 %` where that would be none. */
function percent(share: number): string {
  const value = share * 100;
  return `${value.toFixed(value > 0 && value < 1 ? 1 : 0)} %`;
}

/** The program on the left, the clock and the platform on the right. */
function title(context: ReportContext): string {
  const { profile, theme } = context;
  const measured = [clockName(profile.clock), profile.program?.platform]
    .filter(Boolean)
    .join(` ${theme.symbols.separator} `);
  const [script = '', ...rest] = profile.program?.arguments ?? [];
  const command = ['coroscope', shownPath(script, context), ...rest].join(' ').trimEnd();
  return reportHeading(command, measured, theme);
}
