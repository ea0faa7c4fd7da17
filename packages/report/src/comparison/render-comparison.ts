import { RUN_TIMES, type Comparison, type Difference } from '@coroscope/profile';
import { label } from '../terminal/label.js';
import { paragraph } from '../terminal/paragraph.js';
import { heading, hiddenRows, joinSections, reportHeading } from '../terminal/section.js';
import { renderTable, type Column } from '../terminal/table.js';
import { createTheme, type Theme } from '../terminal/theme.js';
import {
  rowLimit,
  type ComparisonOutcome,
  type ComparisonReportOptions,
} from './comparison-outcome.js';
import { exactCountChanges, varyingCountChanges, type CountChange } from './count-changes.js';
import { countFormat, pValue, relativeChange, signed, spread, timeFormat } from './figures.js';
import { printableOutcome } from './printable-outcome.js';
import { RUN_TIME_NAMES } from './render-runs.js';
import { timeChanges, type TimeChange } from './time-changes.js';
import { caveatTexts, conclusion, runsText, timeNotes } from './wording.js';

/** Renders a comparison for a person: what changed for certain, then what takes longer or shorter. */
export function renderComparison(
  outcome: ComparisonOutcome,
  options: ComparisonReportOptions = {},
): string {
  const { comparison, base, head } = printableOutcome(outcome);
  const theme = createTheme(options);
  const limit = rowLimit(options);
  const exact = exactCountChanges(comparison);
  return joinSections([
    [
      reportHeading(
        `${base} ${theme.symbols.arrow} ${head}`,
        `${comparison.clock} clock ${theme.symbols.separator} ${runsText(comparison)}`,
        theme,
      ),
      '',
      ...runTimes(comparison, theme),
    ],
    paragraph('', conclusion(comparison, exact.length), theme),
    caveatTexts(comparison).flatMap((text) => paragraph('', text, theme).map(theme.styles.warning)),
    counts('Counts', 'the same in every run of a side', exact, false, limit, theme),
    counts(
      'Counts that vary',
      'medians',
      varyingCountChanges(comparison),
      comparison.family !== undefined,
      limit,
      theme,
    ),
    times(comparison, limit, theme),
    notes(comparison, theme),
  ]);
}

function runTimes({ times: all }: Comparison, theme: Theme): string[] {
  const rows = RUN_TIMES.flatMap((name) => {
    const difference = all[name];
    return difference === undefined ? [] : [{ name: RUN_TIME_NAMES[name], difference }];
  });
  const columns: Column<(typeof rows)[number]>[] = [
    { heading: '', align: 'left', cell: ({ name }) => name },
    ...differenceColumns<(typeof rows)[number]>(({ difference }) => difference, theme),
  ];
  const last = {
    heading: '',
    cell: ({ difference }: (typeof rows)[number]) => verdictText(difference, theme),
  };
  const { heading: head, lines } = renderTable(rows, columns, last, theme);
  return [head, ...lines];
}

/** Both sides of a time, and what lies between them. */
function differenceColumns<Row>(of: (row: Row) => Difference, theme: Theme): Column<Row>[] {
  const time = timeFormat(theme);
  const side = (sample: Difference['base']) =>
    [time(sample.median), spread(sample, theme)].join(' ').trimEnd();
  return [
    { heading: 'base', align: 'right', cell: (row) => side(of(row).base) },
    { heading: 'head', align: 'right', cell: (row) => side(of(row).head) },
    { heading: 'change', align: 'right', cell: (row) => signed(of(row).change, time) },
    { heading: '', align: 'right', cell: (row) => relativeChange(of(row)), dropBelow: 30 },
  ];
}

function counts(
  title: string,
  explanation: string,
  changes: readonly CountChange[],
  hasVerdicts: boolean,
  limit: number,
  theme: Theme,
): string[] {
  if (changes.length === 0) return [];
  const number = (of: (difference: Difference) => string) => (row: CountChange) =>
    row.difference === undefined ? '' : of(row.difference);
  const columns: Column<CountChange>[] = [
    { heading: '', align: 'left', cell: ({ figure }) => figure },
    {
      heading: 'base',
      align: 'right',
      cell: number(({ base }) => countFormat(base.median)),
    },
    {
      heading: 'head',
      align: 'right',
      cell: number(({ head }) => countFormat(head.median)),
    },
    {
      heading: 'change',
      align: 'right',
      cell: number(({ change }) => signed(change, countFormat)),
    },
    ...(hasVerdicts
      ? [
          {
            heading: '',
            align: 'left' as const,
            cell: number((difference) => verdictText(difference, theme)),
          },
        ]
      : []),
  ];
  return [
    heading(title, explanation, theme),
    ...table(changes.slice(0, limit), columns, theme),
    ...hiddenRows(Math.max(0, changes.length - limit), 'change', theme),
  ];
}

function times(comparison: Comparison, limit: number, theme: Theme): string[] {
  const changes = timeChanges(comparison);
  if (changes.length === 0) return [];
  const time = timeFormat(theme);
  const { family, base, head } = comparison;
  const isRepeated = base.runs > 1 || head.runs > 1;
  const columns: Column<TimeChange>[] = [
    ...(family === undefined
      ? []
      : [
          {
            heading: '',
            align: 'left' as const,
            cell: ({ fn }: TimeChange) =>
              fn.timing === undefined ? verdictText(fn.time, theme) : 'not judged',
          },
        ]),
    ...differenceColumns<TimeChange>(({ fn }) => fn.time, theme),
    {
      heading: 'called more',
      align: 'right',
      cell: ({ fn }) => signed(fn.split.calledMore, time),
    },
    {
      heading: 'each slower',
      align: 'right',
      cell: ({ fn }) => signed(fn.split.eachSlower, time),
    },
    {
      heading: 'exclusive',
      align: 'right',
      cell: ({ fn }) => signed(fn.exclusive.change, time),
      dropBelow: 36,
    },
  ];
  return [
    heading('Times', `${comparison.by}${isRepeated ? ', medians' : ''}`, theme),
    ...table(changes.slice(0, limit), columns, theme),
    ...hiddenRows(Math.max(0, changes.length - limit), 'function', theme),
    ...timeNotes(comparison).flatMap((note) => paragraph('', note, theme).map(theme.styles.faint)),
  ];
}

function table<Row extends { name: string; location: string }>(
  rows: readonly Row[],
  columns: Column<Row>[],
  theme: Theme,
): string[] {
  const last = {
    heading: 'function',
    cell: ({ name, location }: Row, width: number) => label(name, location, width, theme),
  };
  const rendered = renderTable(rows, columns, last, theme);
  return [rendered.heading, ...rendered.lines];
}

/** `worse 0.012`; `~ 0.4` for what may be chance; the p value alone where nothing can be said. */
function verdictText({ verdict, p, adjusted }: Difference, { styles }: Theme): string {
  if (verdict === undefined) return p === undefined ? '' : `p ${pValue(p)}`;
  if (verdict === 'same') return adjusted === undefined ? '~' : `~ p ${pValue(adjusted)}`;
  const style = verdict === 'worse' ? styles.warning : styles.strong;
  return `${style(verdict)} p ${pValue(adjusted!)}`;
}

function notes({ moved, base, head }: Comparison, theme: Theme): string[] {
  const texts = [
    ...moved.map((file) => `${file.base} has moved to ${file.head}.`),
    ...base.notes.map((note) => `Base: ${note}`),
    ...head.notes.map((note) => `Head: ${note}`),
  ];
  if (texts.length === 0) return [];
  const bullet = `${theme.symbols.bullet} `;
  return [heading('Notes', '', theme), ...texts.flatMap((text) => paragraph(bullet, text, theme))];
}
