import { Column } from '../format/memory-layout.js';
import { sharedIntegers } from '../platform/thread-memory.js';

/** How many rows of the tables are in use, and other counts that are needed to read them. */
export const enum Size {
  Contexts,
  /** How many times a new context was folded into an existing one. */
  FoldedCalls,
  Functions,
  Sites,
  Suspensions,
  Sequences,
  HistogramPages,
  Segments,
  LongTasks,
  FoldedTags,
  /** 1 if hot functions may be counted, or have been. */
  CountsHot,
  Bursts,
  /** How many times a function that was counted was timed again. */
  HotChanges,
  /** Of the journal, in UTF-16 code units. */
  Journal,
  /** 1 if it is known which activations have been collected. */
  TellsCollected,
  Count = 16,
}

/** A row counts only once it is written, as another thread may be reading. */
export const sizes = sharedIntegers(Column.Sizes, Size.Count);
