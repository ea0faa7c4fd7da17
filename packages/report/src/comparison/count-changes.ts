import {
  COMPARED_COUNTS,
  exactChanges,
  presence,
  varies,
  type ComparedCount,
  type ComparedFunction,
  type Comparison,
  type Difference,
} from '@coroscope/profile';
import { functionLabel, type FunctionLabel } from './function-label.js';

/** One way in which counts differ. */
export interface CountChange extends FunctionLabel {
  /** What it is about, in a word or two. */
  figure: string;
  /** Undefined for what has no number. */
  difference: Difference | undefined;
}

/** What the counts are called. */
export const COUNT_NAMES: Record<ComparedCount, string> = {
  calls: 'calls',
  outermostCalls: 'outermost calls',
  suspensions: 'suspensions',
  sequentialAwaits: 'sequential awaits',
  unsettled: 'never settled',
};

/**
 * All that is the same in every run of a side and differs between the sides: first what hangs, then what
 * appeared or vanished, then what was done more or less often, the largest change first.
 */
export function exactCountChanges(comparison: Comparison): CountChange[] {
  const hanging: CountChange[] = [];
  const come: CountChange[] = [];
  const changed: CountChange[] = [];
  for (const fn of comparison.functions) {
    const status = presence(fn, comparison);
    const changes = exactChanges(fn);
    for (const name of changes) {
      const row = { ...functionLabel(fn), figure: COUNT_NAMES[name], difference: fn.counts[name] };
      if (name === 'unsettled') hanging.push(row);
      else if (status === 'both' && !isRepeated(name, fn)) changed.push(row);
    }
    if (status !== 'both') {
      come.push({ ...functionLabel(fn), figure: status, difference: fn.counts.calls });
    }
  }
  return [
    ...hanging.sort(byChange),
    ...come.sort(byChange),
    ...edgeChanges(comparison),
    ...changed.sort(byChange),
  ];
}

/** The counts that differ within a side, and between the sides by more than chance or by nobody knows what. */
export function varyingCountChanges({ functions }: Comparison): CountChange[] {
  return functions
    .flatMap((fn) =>
      COMPARED_COUNTS.filter((name) => varies(fn.counts[name]) && !isRepeated(name, fn)).map(
        (name) => ({
          ...functionLabel(fn),
          figure: COUNT_NAMES[name],
          difference: fn.counts[name],
        }),
      ),
    )
    .filter(({ difference }) => difference.change !== 0 && difference.verdict !== 'same')
    .sort(byChange);
}

function edgeChanges({ edges, functions }: Comparison): CountChange[] {
  return edges.map(({ status, caller, callee }) => {
    const callerName = caller < 0 ? 'the event loop' : functions[caller].name;
    const { name, location } = functionLabel(functions[callee]);
    const verb = status === 'appeared' ? 'now calls' : 'no longer calls';
    return {
      name: `${callerName} ${verb} ${name}`,
      location,
      figure: status,
      difference: undefined,
    };
  });
}

/** Whether outermost calls say what calls say already. */
function isRepeated(name: ComparedCount, { counts }: ComparedFunction): boolean {
  const { calls, outermostCalls } = counts;
  return (
    name === 'outermostCalls' &&
    (['base', 'head'] as const).every(
      (side) => calls[side].values.join() === outermostCalls[side].values.join(),
    )
  );
}

function byChange(a: CountChange, b: CountChange): number {
  return Math.abs(b.difference?.change ?? 0) - Math.abs(a.difference?.change ?? 0);
}
