import { displayPath } from '../document/display-path.js';
import type { FunctionKind, Profile } from '../document/profile.js';
import { addKnown } from '../figures/stored-tables.js';
import { activities } from '../tables/activities.js';
import { functionTable } from '../tables/function-table.js';
import { threadTable } from '../tables/thread-table.js';
import { callEdges } from './call-edges.js';
import { callTimings, type CallTiming } from './call-timing.js';

/** The times by which functions can be compared. */
export const COMPARED_TIMES = [
  'total',
  'onStack',
  'self',
  'awaiting',
  'external',
  'work',
  'wait',
] as const;
export type ComparedTime = (typeof COMPARED_TIMES)[number];

/** The counts by which functions are compared. */
export const COMPARED_COUNTS = [
  'calls',
  'outermostCalls',
  'suspensions',
  'sequentialAwaits',
  'unsettled',
] as const;
export type ComparedCount = (typeof COMPARED_COUNTS)[number];

/** The times of a whole run that are compared. */
export const RUN_TIMES = ['elapsed', 'onStack', 'idle', 'elsewhere'] as const;
export type RunTime = (typeof RUN_TIMES)[number];

export type FunctionFiguresOfRun = Record<ComparedTime | ComparedCount, number>;

/** A function of one run. */
export interface RunFunction {
  /** Relative to the directory of the program where the file lies below that. */
  path: string;
  name: string;
  kind: FunctionKind;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** A leaf whose calls were counted only. */
  counted: boolean;
  timing: CallTiming;
  /** The line of source where it begins; undefined where the document has no text. */
  source: string | undefined;
  /** Undefined if the function was not alive in the window. */
  figures: FunctionFiguresOfRun | undefined;
}

/** What a comparison needs to know of one run: so much less than its profile that many runs fit in memory. */
export interface RunFigures extends Pick<Profile, 'clock' | 'program' | 'startedAt' | 'notes'> {
  times: Record<RunTime, number | undefined>;
  foldedContexts: number;
  /** How many runs the profile adds up. */
  addedRuns: number;
  /** Whether functions that prove too short to be timed were counted. */
  countsHot: boolean;
  /** In the order of the profile's. */
  functions: RunFunction[];
  /** Which function called which. */
  edges: { caller: number; callee: number }[];
}

/** Reads from a profile what a comparison needs. */
export function runFigures(profile: Profile): RunFigures {
  const { clock, program, startedAt, notes, files, threads } = profile;
  const rows = threadTable(profile);
  const sum = (name: 'onStack' | 'idle' | 'elsewhere') =>
    rows.map((row) => row[name]).reduce(addKnown, 0);
  const activityOf = activities(profile);
  const timings = callTimings(profile);
  const figures = new Map(
    functionTable(profile).map((row) => [row.function, { ...row, ...activityOf[row.function] }]),
  );
  const paths = files.map(({ path }) => displayPath(path, program?.directory));
  return {
    clock,
    program,
    startedAt,
    notes,
    times: {
      elapsed: profile.elapsed,
      onStack: sum('onStack'),
      idle: sum('idle'),
      elsewhere: sum('elsewhere'),
    },
    foldedContexts: threads.reduce((sum, thread) => sum + thread.foldedContexts, 0),
    addedRuns: profile.runs ?? 1,
    countsHot: threads.some(({ contexts }) => contexts.untimed !== undefined),
    functions: profile.functions.map(({ file, line, ...description }, index) => ({
      ...description,
      timing: timings[index],
      path: paths[file],
      line,
      source: files[file].lines?.[line]?.trim(),
      figures: picked(figures.get(index)),
    })),
    edges: callEdges(profile),
  };
}

function picked(row: FunctionFiguresOfRun | undefined): FunctionFiguresOfRun | undefined {
  if (row === undefined) return undefined;
  const names = [...COMPARED_COUNTS, ...COMPARED_TIMES];
  return Object.fromEntries(names.map((name) => [name, row[name]])) as FunctionFiguresOfRun;
}
