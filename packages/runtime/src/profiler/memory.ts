import { stackBytes } from '../engine/shadow-stack.js';
import { contextBytes } from '../tables/contexts.js';
import { functionStatsBytes } from '../tables/function-stats.js';
import { functionBytes, functions, registeredFiles } from '../tables/functions.js';
import { hotFunctionBytes } from '../tables/hot-functions.js';
import { segmentBytes } from '../tables/blame.js';
import { histogramBytes } from '../tables/histograms.js';
import { recentTaskBytes } from '../tables/kept-waiting.js';
import { coroutines } from '../tables/live-coroutines.js';
import { burstBytes } from '../tables/bursts.js';
import { sequenceBytes } from '../tables/sequences.js';
import { siteStatsBytes } from '../tables/site-stats.js';
import { Size, sizes } from '../tables/sizes.js';
import { siteCount } from '../tables/sites.js';
import { suspensionStatsBytes } from '../tables/suspension-stats.js';
import { tagNames } from '../tables/tags.js';
import { traceBytes } from '../trace/buffer.js';

/**
 * The memory that the engine itself holds. Bytes are those of its tables, which only ever grow, by
 * doubling. Small indexes, and the readings that windows hold, are not included.
 */
export interface EngineMemory {
  /** Of all tables together. */
  bytes: number;
  tables: {
    /** The call tree, with the figures of every context. */
    contexts: number;
    /** Figures of functions that are no sums over the tree. */
    functions: number;
    /** Waits of each context at each site. */
    waits: number;
    /** What else is kept of sites. */
    sites: number;
    /** Histograms of durations and of waits. */
    histograms: number;
    /** Pairs of awaits that followed each other. */
    sequences: number;
    /** The shadow stack. */
    stack: number;
    /** Names and locations, as encoded in the instrumented code. */
    metadata: number;
    /** Buffers for the events of a trace, while one is recorded. */
    trace: number;
  };
  counts: {
    /** Bounded by `maxContexts`, apart from one per function under each tag's root. */
    contexts: number;
    /** Of all files that have registered. */
    functions: number;
    /** Of all files that have registered. */
    sites: number;
    /** Bounded by `maxTags`. */
    tags: number;
    /** Live activations of async functions and generators, including abandoned ones. */
    liveCoroutines: number;
  };
}

export function engineMemory(): EngineMemory {
  let metadata = 0;
  for (let i = 0; i < registeredFiles.length; i++) metadata += registeredFiles[i].metadata.length;
  const tables = {
    contexts: contextBytes() + segmentBytes() + recentTaskBytes(),
    functions: functionBytes() + functionStatsBytes() + hotFunctionBytes(),
    waits: suspensionStatsBytes(),
    sites: siteStatsBytes(),
    histograms: histogramBytes(),
    sequences: sequenceBytes() + burstBytes(),
    stack: stackBytes(),
    metadata,
    trace: traceBytes(),
  };
  return {
    bytes: Object.values(tables).reduce((sum, bytes) => sum + bytes, 0),
    tables,
    counts: {
      contexts: sizes[Size.Contexts],
      functions: functions.count - 1,
      sites: siteCount,
      tags: tagNames.length - 2,
      liveCoroutines: coroutines.live.reduce((sum, count) => sum + count, 0),
    },
  };
}
