import type {
  ContextTable,
  SequenceTable,
  ThreadFunctionTable,
  ThreadSiteTable,
} from './document.js';

/** The tables of a thread's figures, without a row. */

export function emptyContextTable(): ContextTable {
  return {
    parent: [],
    function: [],
    calls: [],
    carriedIn: [],
    live: [],
    suspensions: [],
    self: [],
    onStack: [],
    awaiting: [],
    paused: [],
    external: [],
  };
}

export function emptyFunctionTable(): ThreadFunctionTable {
  return { function: [], onStack: [], span: [], peak: [], longest: [], life: [] };
}

export function emptySiteTable(): ThreadSiteTable {
  return {
    site: [],
    suspended: [],
    resumed: [],
    live: [],
    waiting: [],
    longest: [],
    histogram: [],
  };
}

export function emptySequenceTable(): SequenceTable {
  return { before: [], after: [], count: [], saving: [] };
}
