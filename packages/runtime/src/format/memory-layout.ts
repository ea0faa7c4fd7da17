/**
 * How a thread's tables lie in its shared memory, which another thread reads without asking this one
 * (see platform/thread-memory):
 *
 *     word   0        1           2     3
 *           +--------+-----------+-----+---------------------------+-------------------------+
 *           |Version |Generation |Next | directory: offset, length | tables, 64-byte aligned |
 *           +--------+-----------+-----+---------------------------+-------------------------+
 *
 * An entry of the directory is the offset of a table in bytes, and its length in elements; 0 and 0 if the table
 * is not in this memory. Memory and reader are of one version of the runtime: nothing of it is stored.
 */
export const MEMORY_VERSION = 1;

/** Bytes of a cache line. */
const ALIGNMENT = 64;

/** The size of the region in which a table lies. */
export function alignedBytes(bytes: number): number {
  return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
}

/** The words of the header. */
export const enum Header {
  Version,
  /** How many times an entry of the directory has changed. */
  Generation,
  /** Offset of the first byte that no table has taken. */
  Next,
  Directory,
}

/** The tables, in the order of the directory. */
export const enum Column {
  Registers,
  Sizes,
  Journal,
  ContextFigures,
  ContextLinks,
  ContextBlame,
  CoroutineFigures,
  FunctionIds,
  FunctionTags,
  FunctionAlive,
  FunctionPeak,
  FunctionStacked,
  FunctionOnStack,
  FunctionSpan,
  FunctionAliveSince,
  FunctionIdle,
  FunctionIdleBefore,
  FunctionKeptWaiting,
  FunctionLongest,
  FunctionHistogram,
  FunctionIsCoroutine,
  BurstBefore,
  BurstAfter,
  BurstTimes,
  BurstCalls,
  HotCounted,
  HotTimedAgain,
  SiteIds,
  SiteTags,
  SiteHistogram,
  SiteLatestSequence,
  SuspensionFigures,
  SuspensionLinks,
  SequenceBefore,
  SequenceAfter,
  SequenceTimes,
  SequenceSaving,
  HistogramPages,
  HistogramCounts,
  LiveCoroutines,
  PeakCoroutines,
  StackContexts,
  StackStarts,
  SegmentStarts,
  SegmentContexts,
  SegmentBegun,
  SegmentOffsets,
  SegmentEnded,
  BlameTotals,
  LongTasks,
  MarkCoroutines,
  MarkFunctions,
  MarkDurations,
  MarkWaits,
  Opening,
  Count,
}

export const HEADER_WORDS = Header.Directory + 2 * Column.Count;
