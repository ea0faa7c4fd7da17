import { paragraph } from '../terminal/paragraph.js';
import { quantity } from '../terminal/units.js';
import type { ReportContext } from './report-context.js';

/** How many rows of each kind are hidden. */
type Hidden = Partial<
  Record<
    'processes' | 'threads' | 'tags' | 'functions' | 'branches' | 'awaits' | 'findings',
    number
  >
>;

/** Renders how much is not shown, and how to see it. */
export function renderHidden(hidden: Hidden, context: ReportContext): string[] {
  const { processes = 0, threads = 0, tags = 0 } = hidden;
  const { functions = 0, branches = 0, awaits = 0, findings = 0 } = hidden;
  const kinds = [
    processes > 0 && quantity(processes, 'process', 'processes'),
    threads > 0 && quantity(threads, 'thread'),
    tags > 0 && quantity(tags, 'tag'),
    functions > 0 && quantity(functions, 'function'),
    awaits > 0 && quantity(awaits, 'await'),
    branches > 0 && quantity(branches, 'branch', 'branches'),
    findings > 0 && quantity(findings, 'finding'),
  ].filter((text) => text !== false);
  if (kinds.length === 0) return [];
  return paragraph(
    '',
    `Hidden: ${kinds.join(', ')}. To see them: ${remedy(context)}.`,
    context.theme,
  );
}

/** What shows everything: all rows, and no threshold. */
function remedy({ minCalls, minTime }: ReportContext): string {
  const thresholds = [
    minTime !== undefined && minTime > 0 && '--min-time',
    minCalls !== undefined && minCalls > 1 && '--min-calls',
  ].filter((option) => option !== false);
  return thresholds.length === 0 ? '--full' : `--full, without ${thresholds.join(' and ')}`;
}
