/** What a configuration file imports: `coroscope.config.ts`, for one. */
import type { Config } from '@coroscope/adapter';
import type { SortKey } from '@coroscope/report';

/** The options of a report that a configuration may hold. */
export interface ReportConfig {
  /** What functions are sorted by. */
  sort?: SortKey;
  /** Rows that a table shows at most. */
  limit?: number;
  /** Milliseconds: what took less is left out. */
  minTime?: number;
  /** Functions that were called less often are left out. */
  minCalls?: number;
  /** Adds a table of the tags. */
  tags?: boolean;
  /** Adds a table of how long calls lived. */
  lives?: boolean;
  /** Subtracts what the profiler's own probes cost. */
  compensate?: boolean;
  /** With `compensate`: shows the figures as measured beside it. */
  raw?: boolean;
  /** False for no colours. */
  color?: boolean;
}

/** What a configuration holds. Globs and paths are relative to its file. */
export interface CoroscopeConfig extends Config {
  /** The reports of `coroscope run` and `coroscope report`. */
  report?: ReportConfig;
}

/** Gives a configuration its type. */
export function defineConfig(config: CoroscopeConfig): CoroscopeConfig {
  return config;
}
