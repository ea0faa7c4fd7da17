import type {
  ComparedFunction,
  Comparison,
  Difference,
  TimingDifference,
} from '@coroscope/profile';
import { NONE, type Column } from '../../table/column.js';
import { shown } from '../../text/shown.js';
import type { TimeScale } from '../../text/times.js';
import { relativeChange, spread } from './changes.js';

/** The function that a row is about, and where it stands. */
export function functionColumn<Row>(
  nameOf: (row: Row) => string,
  functionOf: (row: Row) => ComparedFunction | undefined,
): Column<Row> {
  const place = (row: Row) => {
    const { base, head = base } = functionOf(row) ?? {};
    return head === undefined ? '' : shown(`${head.file}:${head.line}`);
  };
  return {
    key: 'name',
    heading: 'function',
    isNumeric: false,
    value: nameOf,
    cell: (row) => (
      <>
        <span class="name">{shown(nameOf(row))}</span> <span class="where">{place(row)}</span>
      </>
    ),
  };
}

/** A difference in time, with its sign; sorted by how much it is. */
export function changeColumn<Row>(
  { unit, format }: TimeScale,
  key: string,
  heading: string,
  value: (row: Row) => number,
): Column<Row> {
  return {
    key,
    heading: `${heading} (${unit})`,
    isNumeric: true,
    value: (row) => Math.abs(value(row)),
    cell: (row) => signedText(value(row), format),
    csv: value,
  };
}

function signedText(amount: number, format: (value: number) => string): string {
  if (amount === 0) return '0';
  // What is less than the last digit can show: `+0.0`, not `+< 0.1`.
  const text = format(Math.abs(amount)).replace(/^< (.*)/, (_, least: string) =>
    least.replace('1', '0'),
  );
  return `${amount > 0 ? '+' : '−'}${text}`;
}

/** What a time was on both sides, and what lies between them. */
export function timeColumns<Row>(
  scale: TimeScale,
  of: (row: Row) => Difference,
  before = 'before',
): Column<Row>[] {
  const side = (key: 'base' | 'head', heading: string): Column<Row> => ({
    key,
    heading: `${heading} (${scale.unit})`,
    isNumeric: true,
    value: (row) => of(row)[key].median,
    cell(row) {
      const sample = of(row)[key];
      const time = scale.format(sample.median);
      const around = spread(sample);
      if (around === '') return time;
      return (
        <>
          {time} <span class="where">{around}</span>
        </>
      );
    },
  });
  return [
    side('base', before),
    side('head', 'after'),
    changeColumn(scale, 'change', 'difference', (row) => of(row).change),
    {
      key: 'relative',
      heading: '%',
      isNumeric: true,
      value(row) {
        const { base, change } = of(row);
        return base.median === 0 ? undefined : Math.abs(change / base.median);
      },
      cell: (row) => relativeChange(of(row)),
    },
  ];
}

const TOO_FEW = 'There are too few runs to tell it from chance.';
const UNJUDGED =
  'Short calls, its own or of what it calls, were counted in some runs and timed in others.';

const VERDICTS = { better: 'better', worse: 'worse', same: '~' };

/**
 * What can be said of a difference; nothing with too few runs for anything.
 *
 * @param timingOf How the calls of a function were timed differently, so that its times are not judged.
 */
export function verdictColumns<Row>(
  { family }: Comparison,
  of: (row: Row) => Difference,
  timingOf: (row: Row) => TimingDifference | undefined = () => undefined,
): Column<Row>[] {
  if (family === undefined) return [];
  const chance = (row: Row) => of(row).adjusted ?? of(row).p;
  return [
    {
      key: 'verdict',
      heading: 'verdict',
      isNumeric: false,
      value: (row) => of(row).verdict ?? '',
      cell(row) {
        const { verdict } = of(row);
        if (verdict !== undefined) return VERDICTS[verdict];
        if (timingOf(row) === undefined) return <span title={TOO_FEW}>?</span>;
        return <span title={UNJUDGED}>not judged</span>;
      },
    },
    {
      key: 'p',
      heading: 'p',
      isNumeric: true,
      value: chance,
      cell: (row) => chance(row)?.toPrecision(2) ?? NONE,
    },
  ];
}
