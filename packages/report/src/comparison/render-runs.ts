import {
  isConstant,
  RUN_TIMES,
  type RunsSummary,
  type RunTime,
  type Sample,
  type SummarizedFunction,
} from '@coroscope/profile';
import { label } from '../terminal/label.js';
import { printable } from '../terminal/printable.js';
import { heading, hiddenRows, joinSections, reportHeading } from '../terminal/section.js';
import { renderTable, type Column } from '../terminal/table.js';
import { createTheme, type Theme } from '../terminal/theme.js';
import { quantity } from '../terminal/units.js';
import { rowLimit, type ComparisonReportOptions } from './comparison-outcome.js';
import { countFormat, spread, timeFormat } from './figures.js';

/** What the times of a run are called. */
export const RUN_TIME_NAMES: Record<RunTime, string> = {
  elapsed: 'elapsed',
  onStack: 'on stack',
  idle: 'idle',
  elsewhere: 'elsewhere',
};

/** Renders what several runs of a program have in common: medians, and how much the runs differ. */
export function renderRuns(summary: RunsSummary, options: ComparisonReportOptions = {}): string {
  const theme = createTheme(options);
  const { program, runs, clock, by } = summary;
  const command = ['coroscope', ...(program?.arguments ?? [])].map(printable).join(' ');
  const measured = [`${clock} clock`, quantity(runs, 'run')].join(` ${theme.symbols.separator} `);
  const rows = summary.functions
    .filter(({ counts, time }) => counts.calls.median > 0 || time.median > 0)
    .sort((a, b) => b.time.median - a.time.median);
  const limit = rowLimit(options);
  const times = RUN_TIMES.flatMap((name) => {
    const sample = summary.times[name];
    return sample === undefined ? [] : [{ name: RUN_TIME_NAMES[name], sample }];
  });
  const whole = renderTable(
    times,
    [
      { heading: '', align: 'left', cell: ({ name }) => name },
      ...timeColumns<(typeof times)[number]>(({ sample }) => sample, theme),
    ],
    { heading: '', cell: () => '' },
    theme,
  );
  const functions = renderTable(
    rows.slice(0, limit),
    [
      { heading: 'calls', align: 'right', cell: ({ counts }) => range(counts.calls) },
      {
        heading: 'suspensions',
        align: 'right',
        cell: ({ counts }) => range(counts.suspensions),
        dropBelow: 40,
      },
      ...timeColumns<SummarizedFunction>(({ time }) => time, theme),
    ],
    {
      heading: 'function',
      cell: ({ name, place }, width) =>
        label(printable(name), printable(`${place.file}:${place.line}`), width, theme),
    },
    theme,
  );
  return joinSections([
    [reportHeading(command, measured, theme), '', whole.heading, ...whole.lines],
    rows.length === 0
      ? []
      : [
          heading('Functions', `${by}, medians`, theme),
          functions.heading,
          ...functions.lines,
          ...hiddenRows(Math.max(0, rows.length - limit), 'function', theme),
        ],
  ]);
}

function timeColumns<Row>(of: (row: Row) => Sample, theme: Theme): Column<Row>[] {
  const time = timeFormat(theme);
  const bound = (choose: (...values: number[]) => number) => (row: Row) =>
    time(of(row).values.reduce((a, b) => choose(a, b)));
  return [
    { heading: 'median', align: 'right', cell: (row) => time(of(row).median) },
    { heading: '', align: 'right', cell: (row) => spread(of(row), theme) },
    { heading: 'least', align: 'right', cell: bound(Math.min), dropBelow: 30 },
    { heading: 'most', align: 'right', cell: bound(Math.max), dropBelow: 30 },
  ];
}

/** `12`, or `12 - 15` where the runs differ. */
function range(sample: Sample): string {
  const { values } = sample;
  const least = values.reduce((a, b) => Math.min(a, b));
  if (isConstant(sample)) return countFormat(least);
  return `${countFormat(least)} - ${countFormat(values.reduce((a, b) => Math.max(a, b)))}`;
}
