import type { ClockDescription, FunctionRow, SiteRow } from '@coroscope/profile';

/** Where the server shows the figures, and takes them from pages without a connection. */
export const LIVE_PATH = '/__coroscope';

/** From a page to the server: `{ page, profile }`. */
export const FIGURES_EVENT = 'coroscope:figures';

/** From the server to all pages. */
export const RESET_EVENT = 'coroscope:reset';

/** What the names of workers begin with, among those of pages. */
export const WORKER_PREFIX = 'worker-';

/** What the page at `LIVE_PATH` shows. */
export interface LiveFigures {
  /** The places that have told figures: `page /cart`. */
  places: string[];
  /** Milliseconds, of the place that has run longest. */
  elapsed: number;
  clock?: ClockDescription;
  functions: FunctionRow[];
  sites: SiteRow[];
  notes: string[];
  /** Whether pages can be told to begin anew. */
  canReset: boolean;
  /** Whether the server opens files in an editor. */
  canOpen: boolean;
}
