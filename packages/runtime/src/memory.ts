import { bookBytes } from './books.js';
import { contextBytes, contexts } from './contexts.js';
import { functionBytes, functions, registeredFiles } from './functions.js';
import { histograms } from './histograms.js';
import { coroutines } from './live-coroutines.js';
import { placeBytes } from './places.js';
import { sequenceBytes } from './sequences.js';
import { stackBytes } from './shadow-stack.js';
import { siteCount } from './sites.js';
import { tagNames } from './tags.js';
import { traceBytes } from './trace-buffer.js';
import { waitBytes } from './waits.js';

/**
 * What the engine itself holds. Bytes are those of its tables, which only ever grow, by doubling; small
 * indexes beside them, and the readings that windows hold, are left out.
 */
export interface EngineMemory {
  /** Of all tables together. */
  bytes: number;
  tables: {
    /** The call tree, with the figures of every context. */
    contexts: number;
    /** Figures of functions that the tree can't be summed to. */
    functions: number;
    /** Waits of each context at each site. */
    waits: number;
    /** What sites have beside these. */
    sites: number;
    /** Distributions of lives and of waits. */
    histograms: number;
    /** Pairs of awaits that followed each other. */
    sequences: number;
    /** The shadow stack. */
    stack: number;
    /** Names and places, as they came with the instrumented code. */
    metadata: number;
    /** Room for the events of a trace, while one is recorded. */
    trace: number;
  };
  counts: {
    /** Bounded by `maxContexts`, apart from one for each function under each tag's root. */
    contexts: number;
    /** Of all files that have registered. */
    functions: number;
    /** Of all files that have registered. */
    sites: number;
    /** Bounded by `maxTags`. */
    tags: number;
    /** Async functions and generators that are alive, abandoned ones included. */
    liveCoroutines: number;
  };
}

export function engineMemory(): EngineMemory {
  let metadata = 0;
  for (let i = 0; i < registeredFiles.length; i++) metadata += registeredFiles[i].metadata.length;
  const tables = {
    contexts: contextBytes(),
    functions: functionBytes() + bookBytes(),
    waits: waitBytes(),
    sites: placeBytes(),
    histograms: histograms.counts.byteLength,
    sequences: sequenceBytes(),
    stack: stackBytes(),
    metadata,
    trace: traceBytes(),
  };
  return {
    bytes: Object.values(tables).reduce((sum, bytes) => sum + bytes, 0),
    tables,
    counts: {
      contexts: contexts.count,
      functions: functions.count - 1,
      sites: siteCount,
      tags: tagNames.length - 2,
      liveCoroutines: coroutines.live.reduce((sum, count) => sum + count, 0),
    },
  };
}
