import { adoptTime } from '../clock/engine-time.js';
import { lastEvent, registers, stackDepth } from '../clock/registers.js';
import { stack } from '../engine/shadow-stack.js';
import { Column } from '../format/memory-layout.js';
import { newList } from '../platform/intrinsics.js';
import { adoptHighWaterMarks, type HighWaterMarks } from '../snapshot/high-water-marks.js';
import { blameTotals, segments } from '../tables/blame.js';
import { bursts } from '../tables/bursts.js';
import { contexts } from '../tables/contexts.js';
import { functionStats } from '../tables/function-stats.js';
import { foreignFiles, registeredFiles } from '../tables/functions.js';
import { hotFunctions } from '../tables/hot-functions.js';
import { histograms } from '../tables/histograms.js';
import { coroutines } from '../tables/live-coroutines.js';
import {
  LONG_TASK_SHIFT,
  LongTaskField,
  longTasks,
  type RecordedLongTask,
} from '../tables/long-tasks.js';
import { sequences } from '../tables/sequences.js';
import { siteStats } from '../tables/site-stats.js';
import { Size, sizes } from '../tables/sizes.js';
import { suspensionStats } from '../tables/suspension-stats.js';
import { adoptTagNames } from '../tables/tags.js';
import type { TableCopies } from './copy-tables.js';
import type { ReadJournal } from './read-journal.js';

/**
 * Puts copies of another thread's tables in the place of this engine's own, which records nothing here: what
 * reads the figures of a thread then reads those of the other one.
 *
 * @returns the high-water marks since its last reset
 */
export function adoptTables({ tables }: TableCopies, journal: ReadJournal): HighWaterMarks {
  const floats = (column: Column) => tables[column] as Float64Array;
  const integers = (column: Column) => tables[column] as Int32Array;
  const counts = (column: Column) => tables[column] as Uint32Array;
  registers.set(floats(Column.Registers));
  sizes.set(integers(Column.Sizes));
  blameTotals.set(floats(Column.BlameTotals));
  Object.assign(contexts, {
    figures: floats(Column.ContextFigures),
    links: integers(Column.ContextLinks),
    blame: floats(Column.ContextBlame),
    coroutineFigures: floats(Column.CoroutineFigures),
  } satisfies Partial<typeof contexts>);
  Object.assign(functionStats, {
    fn: integers(Column.FunctionIds),
    tag: integers(Column.FunctionTags),
    alive: integers(Column.FunctionAlive),
    peak: integers(Column.FunctionPeak),
    stacked: integers(Column.FunctionStacked),
    onStack: floats(Column.FunctionOnStack),
    span: floats(Column.FunctionSpan),
    aliveSince: floats(Column.FunctionAliveSince),
    idle: floats(Column.FunctionIdle),
    idleBefore: floats(Column.FunctionIdleBefore),
    keptWaiting: floats(Column.FunctionKeptWaiting),
    longestDuration: floats(Column.FunctionLongest),
    durationHistogram: integers(Column.FunctionHistogram),
    isCoroutine: integers(Column.FunctionIsCoroutine),
  } satisfies typeof functionStats);
  Object.assign(bursts, {
    before: integers(Column.BurstBefore),
    after: integers(Column.BurstAfter),
    times: floats(Column.BurstTimes),
    calls: floats(Column.BurstCalls),
  } satisfies Partial<typeof bursts>);
  Object.assign(hotFunctions, {
    isCounted: integers(Column.HotCounted),
    timedAgain: integers(Column.HotTimedAgain),
  } satisfies Partial<typeof hotFunctions>);
  Object.assign(siteStats, {
    site: integers(Column.SiteIds),
    tag: integers(Column.SiteTags),
    histogram: integers(Column.SiteHistogram),
    latestSequence: integers(Column.SiteLatestSequence),
  } satisfies typeof siteStats);
  Object.assign(suspensionStats, {
    figures: floats(Column.SuspensionFigures),
    links: integers(Column.SuspensionLinks),
  } satisfies typeof suspensionStats);
  Object.assign(sequences, {
    before: integers(Column.SequenceBefore),
    after: integers(Column.SequenceAfter),
    times: floats(Column.SequenceTimes),
    saving: floats(Column.SequenceSaving),
  } satisfies typeof sequences);
  Object.assign(histograms, {
    pages: integers(Column.HistogramPages),
    counts: counts(Column.HistogramCounts),
  } satisfies typeof histograms);
  Object.assign(coroutines, {
    live: integers(Column.LiveCoroutines),
    peak: integers(Column.PeakCoroutines),
  } satisfies typeof coroutines);
  Object.assign(segments, {
    start: floats(Column.SegmentStarts),
    context: integers(Column.SegmentContexts),
    begun: counts(Column.SegmentBegun),
    offsets: floats(Column.SegmentOffsets),
    ended: counts(Column.SegmentEnded),
    // Which of them are long tasks is not shared: their blame is what has been settled.
    tasks: newList<RecordedLongTask | null>(),
  } satisfies Partial<typeof segments>);
  adoptStack(integers(Column.StackContexts), floats(Column.StackStarts));
  adoptTime(journal.clock, lastEvent[0]);
  adoptFiles(journal);
  adoptTagNames(journal.tags, journal.tagFailure);
  longTasks.longest = newList();
  const marks: HighWaterMarks = {
    coroutines: integers(Column.MarkCoroutines),
    functions: integers(Column.MarkFunctions),
    durations: floats(Column.MarkDurations),
    waits: floats(Column.MarkWaits),
    longTasks: readLongTasks(floats(Column.LongTasks)),
  };
  adoptHighWaterMarks(marks);
  return marks;
}

/** Adopts the frames whose contexts are known: others came while the tables were copied. */
function adoptStack(frames: Int32Array, start: Float64Array): void {
  let depth = 0;
  while (depth < stackDepth[0] && frames[depth + 1] < sizes[Size.Contexts]) depth++;
  stackDepth[0] = depth;
  Object.assign(stack, { context: frames, start, top: frames[depth] } satisfies Partial<
    typeof stack
  >);
}

function adoptFiles({ files, foreign }: ReadJournal): void {
  registeredFiles.length = 0;
  for (const file of files) registeredFiles[registeredFiles.length] = file;
  foreignFiles.length = 0;
  for (const file of foreign) foreignFiles[foreignFiles.length] = file;
}

function readLongTasks(rows: Float64Array): RecordedLongTask[] {
  return Array.from({ length: sizes[Size.LongTasks] }, (_, row) => {
    const of = (field: LongTaskField) => rows[(row << LONG_TASK_SHIFT) + field];
    const cpu = of(LongTaskField.Cpu);
    return {
      end: of(LongTaskField.End),
      duration: of(LongTaskField.Duration),
      context: of(LongTaskField.Context),
      heaviest: of(LongTaskField.Heaviest),
      cpu: Number.isNaN(cpu) ? undefined : cpu,
      blame: of(LongTaskField.Blame),
    };
  });
}
