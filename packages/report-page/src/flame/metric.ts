import type { FlameFigure, FlameTree } from './flame-tree.js';

/** What the width of blocks can mean. Never `total`: a call may outlive its caller. */
export const METRICS = ['wall', 'onStack', 'waiting', 'blame', 'calls'] as const;
export type Metric = (typeof METRICS)[number];

interface MetricDescription {
  name: string;
  help: string;
  unit: 'time' | 'count';
  /** The figures whose sum is the width. */
  of: readonly FlameFigure[];
}

export const METRIC_DESCRIPTIONS: Record<Metric, MetricDescription> = {
  wall: {
    name: 'Wall: self and external',
    help: 'Own time on the stack, and waits that nothing deeper explains',
    unit: 'time',
    of: ['self', 'external'],
  },
  onStack: { name: 'On stack', help: 'Own time on the stack', unit: 'time', of: ['self'] },
  waiting: {
    name: 'Waiting',
    help: 'Waits that nothing deeper explains: outside, contended, undecided',
    unit: 'time',
    of: ['external'],
  },
  blame: {
    name: 'Blame',
    help: 'The contended time of others, in what kept them waiting',
    unit: 'time',
    of: ['blame'],
  },
  calls: { name: 'Calls', help: 'Activations entered', unit: 'count', of: ['calls'] },
};

const NANOSECONDS = 1e6;

/**
 * By node: its own part of the width, in whole nanoseconds or calls. Sums of whole numbers are exact, so that
 * what is called never takes more room than its caller.
 *
 * @returns undefined where the platform does not tell the figure.
 */
export function ownWidths(
  { figures, parent }: FlameTree,
  metric: Metric,
): Float64Array | undefined {
  const { of, unit } = METRIC_DESCRIPTIONS[metric];
  const factor = unit === 'time' ? NANOSECONDS : 1;
  const own = new Float64Array(parent.length);
  for (const name of of) {
    const column = figures[name];
    if (column === undefined) return undefined;
    for (let row = 0; row < own.length; row++)
      own[row] += Math.max(0, Math.round(column[row] * factor));
  }
  return own;
}

/** Milliseconds or calls, from a width. */
export function valueOf(width: number, metric: Metric): number {
  return METRIC_DESCRIPTIONS[metric].unit === 'time' ? width / NANOSECONDS : width;
}
