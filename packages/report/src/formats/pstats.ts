import { functionTable, outermostRows, ProfileError, type FunctionRow } from '@coroscope/profile';
import { edgesOf } from '../export/call-graph.js';
import type { ExportOptions } from '../export/export-options.js';
import { exportedProfile, type ExportedProfile } from '../export/exported-profile.js';
import { Encoded, Float, marshal, type Marshalled } from '../export/marshal.js';
import type { ProfileFormat } from './profile-format.js';

/**
 * The statistics that Python's cProfile saves, for `pstats`, snakeviz and gprof2dot, in seconds. Their
 * cumulative time is `total` itself, which no additive weight can be.
 *
 * @see https://docs.python.org/3/library/profile.html
 */
export const pstats: ProfileFormat = {
  name: 'pstats',
  content: 'pstats profile',
  extensions: ['.pstats', '.prof'],
  isBinary: true,
  opensWith: (file) => ['python3', '-m', 'pstats', file],
  render: (profile, options = {}) => [
    marshal(statistics(exportedProfile(profile, options), options)),
  ],
};

/** The figures that make the two times of a row: by itself, and with all that it called. */
const TIMES = {
  wall: { own: ['self', 'external'], cumulative: ['onStack', 'awaiting'] },
  'on-stack': { own: ['self'], cumulative: ['onStack'] },
  waiting: { own: ['external'], cumulative: ['awaiting'] },
} as const;

type Times = (typeof TIMES)[keyof typeof TIMES];

const SECONDS_PER_MILLISECOND = 1e-3;

function statistics(exported: ExportedProfile, { weight = 'wall' }: ExportOptions): Marshalled {
  if (!(weight in TIMES)) {
    const known = Object.keys(TIMES).join(', ');
    throw new ProfileError('pstats', `has no place for "${weight}"; choose --weight ${known}`);
  }
  const times = TIMES[weight as keyof typeof TIMES];
  const { profile, names } = exported;
  const keys = profile.functions.map(
    ({ line }, i) => new Encoded([names.path(i), line, names.inFile(i)]),
  );
  const callers = callersOf(exported, times, keys);
  const rows = functionTable(profile).map((row): [Marshalled, Marshalled] => [
    keys[row.function],
    [
      row.outermostCalls,
      row.calls,
      seconds(sumOf(row, times.own)),
      seconds(sumOf(row, times.cumulative)),
      callers.get(row.function) ?? new Map(),
    ],
  ]);
  return new Map(rows.length === 0 ? [NOTHING] : rows);
}

/** The row of a profile in which nothing has run: Python refuses a file without any. */
const NOTHING: [Marshalled, Marshalled] = [
  new Encoded(['~', 0, '<nothing was recorded>']),
  [0, 0, new Float(0), new Float(0), new Map()],
];

function sumOf(row: FunctionRow, figures: Times['own'] | Times['cumulative']): number {
  return figures.reduce((sum, name) => sum + row[name], 0);
}

function seconds(milliseconds: number): Float {
  return new Float(milliseconds * SECONDS_PER_MILLISECOND);
}

/** For each function those that call it. The two counts stand the other way round there. */
function callersOf(
  exported: ExportedProfile,
  { own, cumulative }: Times,
  keys: readonly Marshalled[],
): Map<number, Map<Marshalled, Marshalled>> {
  const { edges, edgeOf } = edgesOf(exported);
  const column = () => new Float64Array(edges.length);
  const sums = { calls: column(), primitive: column(), own: column(), cumulative: column() };
  exported.threads.forEach(({ thread: { contexts } }, thread) => {
    const edgeOfRow = edgeOf[thread];
    const isOutermostOfFunction = outermostRows(contexts, contexts.function);
    const isOutermostOfEdge = outermostRows(contexts, edgeOfRow);
    for (let row = 1; row < edgeOfRow.length; row++) {
      const edge = edgeOfRow[row];
      sums.calls[edge] += contexts.calls[row];
      if (isOutermostOfFunction[row]) sums.primitive[edge] += contexts.calls[row];
      for (const name of own) sums.own[edge] += contexts[name][row];
      if (!isOutermostOfEdge[row]) continue;
      for (const name of cumulative) sums.cumulative[edge] += contexts[name][row];
    }
  });
  const callers = new Map<number, Map<Marshalled, Marshalled>>();
  edges.forEach(({ caller, callee }, edge) => {
    if (caller < 0) return;
    const known = callers.get(callee) ?? new Map<Marshalled, Marshalled>();
    callers.set(callee, known);
    known.set(keys[caller], [
      sums.calls[edge],
      sums.primitive[edge],
      seconds(sums.own[edge]),
      seconds(sums.cumulative[edge]),
    ]);
  });
  return callers;
}
