import type {
  BurstTable,
  ContextTable,
  SequenceTable,
  ThreadFunctionTable,
  ThreadSiteTable,
} from './document.js';

/** The tables of a thread's figures, without rows; those of idle time only where it is known. */

export function emptyContextTable(tellsIdle = false): ContextTable {
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
    ...(tellsIdle ? { outside: [], contended: [], blame: [] } : {}),
  };
}

export function emptyFunctionTable(tellsIdle = false): ThreadFunctionTable {
  return {
    function: [],
    onStack: [],
    span: [],
    ...(tellsIdle ? { idle: [], keptWaiting: [] } : {}),
    peak: [],
    longest: [],
    life: [],
  };
}

export function emptySiteTable(tellsIdle = false, tellsCollected = false): ThreadSiteTable {
  return {
    site: [],
    suspended: [],
    resumed: [],
    live: [],
    ...(tellsCollected ? { collected: [] } : {}),
    waiting: [],
    ...(tellsIdle ? { outside: [], contended: [] } : {}),
    longest: [],
    histogram: [],
  };
}

export function emptySequenceTable(): SequenceTable {
  return { before: [], after: [], count: [], saving: [] };
}

export function emptyBurstTable(): BurstTable {
  return { before: [], after: [], count: [], calls: [] };
}
