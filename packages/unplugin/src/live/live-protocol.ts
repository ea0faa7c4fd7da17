import type { ClockDescription, FunctionRow, Profile, SiteRow } from '@coroscope/profile';

/** The path under which the server shows the figures, and receives them from pages without a connection. */
export const LIVE_PATH = '/__coroscope';

/** From a page to the server: `{ page, profile }`. */
export const FIGURES_EVENT = 'coroscope:figures';

/** From the server to all pages. */
export const RESET_EVENT = 'coroscope:reset';

/**
 * The channel on which other threads of the server's process, as that in which Nitro renders, send it
 * `ThreadFigures`; it sends them `RESET_EVENT`.
 */
export const THREADS_CHANNEL = 'coroscope:threads';

export interface ThreadFigures {
  /** Names one start of the thread. */
  thread: string;
  profile: Profile;
}

/** Prefix of the names of workers, which tells them from those of pages. */
export const WORKER_PREFIX = 'worker-';

/** A column of the page: a figure, as the table of figures describes it. */
export interface LiveColumn<Row> {
  figure: keyof Row;
  heading: string;
  /** What it means, in one sentence. */
  help: string;
  /** Whether values are milliseconds; counts if not. */
  isTime: boolean;
}

/** A finding, as the page shows it. */
export interface LiveFinding {
  /** Its identifier. */
  kind: string;
  text: string;
  file: string;
  line: number;
  column: number;
}

/** What the page at `LIVE_PATH` shows. */
export interface LiveFigures {
  /** The pages, workers and servers that have sent figures: `page /cart`. */
  senders: string[];
  /** Milliseconds, of the sender that has run longest. */
  elapsed: number;
  clock?: ClockDescription;
  /** Whose time it was; empty where nothing has run. */
  verdict: string;
  /** What a fix would give most first. */
  findings: LiveFinding[];
  columns: { functions: LiveColumn<FunctionRow>[]; sites: LiveColumn<SiteRow>[] };
  functions: FunctionRow[];
  sites: SiteRow[];
  notes: string[];
  /** Whether pages can be made to reset their figures. */
  canReset: boolean;
  /** Whether the server opens files in an editor. */
  canOpen: boolean;
}
