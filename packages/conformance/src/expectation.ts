import type { FunctionRow, SiteRow, Thread } from '@coroscope/profile';

/**
 * What a figures.json says about its program; `packages/conformance/README.md` explains the format
 * and defines the figures. All times are virtual milliseconds.
 */
export interface Expectation {
  /** A feature of the language that not every supported engine has. */
  needs?: 'await using';
  /** The program starts the profiler itself. */
  stopped?: boolean;
  /** The lines that the program logs. */
  log?: string[];
  /** By the name that the program gave the reading; `end` is taken when nothing is left to do. */
  readings: Record<string, ExpectedReading>;
}

export interface ExpectedReading extends ExpectedTables {
  elapsed: number;
  /** If given, what the thread did while no instrumented code was on the stack. */
  thread?: ThreadTime;
  /** The same of each thread, by its name, and how long it ran. */
  threads?: Record<string, ThreadTime & Pick<Thread, 'elapsed'>>;
  /** If given, the calls from the root that came in bursts, by the contexts of what ran before and what was called. */
  bursts?: Record<string, { count: number; calls: number }>;
  /** If given, what ran under each tag, by its name; that of what ran under none is empty. */
  tags?: Record<string, ExpectedTables>;
}

export type ThreadTime = Pick<Thread, 'idle' | 'elsewhere' | 'blame'>;

export interface ExpectedTables {
  /** Every function that was alive in the window, by name. */
  functions: Record<string, ExpectedFunction>;
  /** If given, every site that was reached, by function and source text. */
  sites?: Record<string, ExpectedSite>;
  /** If given, every context with any figure, by the names from the root down. */
  contexts?: Record<string, ExpectedContext>;
}

/** A figure that is null may have any value. */
type Figures<Row, Name extends keyof Row> = Partial<Record<Name, number | null>>;

export type FunctionFigure =
  | 'outermostCalls'
  | 'suspensions'
  | 'self'
  | 'onStack'
  | 'awaiting'
  | 'paused'
  | 'total'
  | 'external'
  | 'outside'
  | 'contended'
  | 'undecided'
  | 'blame'
  | 'idle'
  | 'keptWaiting'
  | 'span'
  | 'peak'
  | 'live';

export type ExpectedFunction = { calls: number; counted?: boolean } & Figures<
  FunctionRow,
  FunctionFigure
>;

export type ExpectedSite = { suspended: number; inLoop?: boolean } & Figures<
  SiteRow,
  'resumed' | 'live' | 'waiting' | 'outside' | 'contended' | 'longest'
>;

export type ContextFigure =
  'carriedIn' | 'live' | 'suspensions' | 'self' | 'onStack' | 'awaiting' | 'paused' | 'external';

export type ExpectedContext = { calls: number } & Partial<Record<ContextFigure, number>>;

/** Every figure of a function: those left out have the value that most functions have. */
export function functionFigures(expected: ExpectedFunction) {
  const { counted = false, calls, onStack = 0, awaiting = 0, paused = 0 } = expected;
  const total = (onStack ?? 0) + (awaiting ?? 0);
  return {
    outermostCalls: calls,
    suspensions: 0,
    self: 0,
    total,
    external: 0,
    span: total + (paused ?? 0),
    peak: counted ? 0 : 1,
    live: 0,
    ...expected,
    counted,
    onStack,
    awaiting,
    paused,
  };
}

export function siteFigures(expected: ExpectedSite) {
  const { suspended, waiting = 0 } = expected;
  return {
    resumed: suspended,
    live: 0,
    inLoop: false,
    longest: suspended <= 1 ? waiting : undefined,
    ...expected,
    waiting,
  };
}

export function contextFigures(expected: ExpectedContext) {
  return {
    carriedIn: 0,
    live: 0,
    suspensions: 0,
    self: 0,
    onStack: 0,
    awaiting: 0,
    paused: 0,
    external: 0,
    ...expected,
  };
}
