import type { FunctionRow } from '@coroscope/profile';
import { label } from '../terminal/label.js';
import { largest } from '../terminal/largest.js';
import { paragraph } from '../terminal/paragraph.js';
import { heading, hiddenRows, type Section } from '../terminal/section.js';
import { renderTable } from '../terminal/table.js';
import { count, duration, quantity, timeScale } from '../terminal/units.js';
import { callCount, isRecursive } from './call-count.js';
import { functionColumns } from './columns/function-columns.js';
import { headingOf } from './columns/headings.js';
import { location, type ReportContext } from './report-context.js';
import { sortFunctions } from './sort-key.js';
import { functionParts, legend } from './time-bar.js';

const nothingRan =
  'No instrumented function ran. Is the program excluded, or what it loads? See --include.';

/** Renders the figures of each function, in one unit where a column can be compared. */
export function renderFunctionTable(context: ReportContext): Section {
  const { theme, sort, limits, functions, leftOut } = context;
  const kept = functions.filter((row) => !leftOut.has(row.function));
  const all = sortFunctions(kept, sort);
  const rows = all.slice(0, limits.functions);
  if (functions.length === 0) {
    const lines = [heading('Functions', '', theme), ...paragraph('', nothingRan, theme)];
    return { lines, notes: [], hidden: 0 };
  }

  const scale = timeScale(
    largest(rows, ({ span, onStack, self }) => Math.max(span, onStack, self)),
    theme,
  );
  const table = renderTable(
    rows,
    functionColumns(context, scale, rows),
    {
      heading: 'function',
      cell: (row, width) => label(row.name, location(row, context), width, theme),
    },
    theme,
  );
  const explanation = [`by ${headingOf(sort)}`, `in ${scale.unit} where no unit is given`];
  const hasBars = !table.dropped.includes('') && !isCpuTime(context);
  const hidden = all.slice(limits.functions);
  const self = hidden.reduce((sum, row) => sum + row.self, 0);
  return {
    lines: [
      heading('Functions', explanation.join(` ${theme.symbols.separator} `), theme),
      table.heading,
      ...table.lines,
      ...(hasBars ? [`  ${legend(rows.map(functionParts), theme)}`] : []),
      ...hiddenRows(
        hidden.length,
        'function',
        theme,
        self > 0 ? `, ${duration(self, theme)} of self time together` : '',
      ),
    ],
    notes: notes(rows, context.isFull),
    hidden: hidden.length,
  };
}

function isCpuTime({ profile }: ReportContext): boolean {
  return profile.clock.kind === 'cpu';
}

function notes(rows: readonly FunctionRow[], isFull: boolean): string[] {
  const result = [];
  const recursive = rows.find(isRecursive);
  if (recursive) {
    const { calls, outermostCalls } = recursive;
    result.push(
      `${callCount(recursive)} is recursion: ${quantity(calls, 'call')}, ${count(outermostCalls)} ` +
        `of them from outside. Times count it once.`,
    );
  }
  const counted = rows.filter((row) => row.counted).length;
  if (counted > 0 && isFull) {
    result.push(
      `${quantity(counted, 'function')} without calls, loops or awaits ` +
        `${counted === 1 ? 'is' : 'are'} counted, not timed: the time is in the callers' self.`,
    );
  }
  const untimed = rows.filter((row) => (row.untimed ?? 0) > 0);
  if (untimed.length > 0) {
    const calls = untimed.reduce((sum, row) => sum + row.untimed!, 0);
    result.push(
      `${quantity(untimed.length, 'function')} proved too short to be timed: ` +
        `the time of ${quantity(calls, 'call')} is in the callers' self.`,
    );
  }
  return result;
}
