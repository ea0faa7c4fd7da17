import type { ProfileReportOptions } from './report-options.js';

/** Rows that the sections of a report show at most. */
export interface Limits {
  functions: number;
  awaits: number;
  /** Lines of the call tree. */
  tree: number;
  tags: number;
  threads: number;
  processes: number;
  findings: number;
  /** Findings that are shown with all their sentences and source; the others have a line each. */
  findingsInFull: number;
}

/** About a screen. */
const DEFAULT: Limits = {
  functions: 10,
  awaits: 8,
  tree: 12,
  tags: 20,
  threads: 8,
  processes: 8,
  findings: 7,
  findingsInFull: 3,
};

/** The limits that options ask for. */
export function limitsOf({ full, limit }: ProfileReportOptions): Limits {
  if (full) return everywhere(limit ?? Infinity, Infinity);
  return limit === undefined ? DEFAULT : everywhere(limit, DEFAULT.findingsInFull);
}

function everywhere(limit: number, findingsInFull: number): Limits {
  return {
    functions: limit,
    awaits: limit,
    tree: limit,
    tags: limit,
    threads: limit,
    processes: limit,
    findings: Math.max(limit, DEFAULT.findings),
    findingsInFull,
  };
}
