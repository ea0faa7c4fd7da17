import { adoptTime, isNanosecondTime, now } from '../clock/engine-time.js';
import { idleTotal, lastEvent, registers, stackDepth } from '../clock/registers.js';
import { stack } from '../engine/shadow-stack.js';
import { Column } from '../format/memory-layout.js';
import type { Profile } from '../format/document.js';
import { thread } from '../platform/thread.js';
import { buildProfile } from '../snapshot/build-profile.js';
import { flushHighWaterMarks } from '../snapshot/high-water-marks.js';
import { describeFunction, type KnownFunction } from '../snapshot/names.js';
import { readOpening } from '../snapshot/opening.js';
import { takeReading, type Reading } from '../snapshot/reading.js';
import { functionOf } from '../tables/contexts.js';
import { Size } from '../tables/sizes.js';
import { adoptTables } from './adopt-tables.js';
import { copyTables, latestEventIn, registersIn } from './copy-tables.js';
import { imageOf, type MemoryImage } from './memory-image.js';
import { ReadJournal } from './read-journal.js';

/** How a document names a thread. */
export type ThreadName = Pick<typeof thread, 'id' | 'name' | 'process'>;

/** The figures of a thread, as another one has read them. */
export interface WatchedFigures {
  profile: Profile;
  /** The reading that the profile ends with: the opening of a later one's window. */
  closing: Reading;
  /**
   * Milliseconds. The thread ran on while its tables were read: what happened during this time may be counted
   * in part. If it is 0, at most the event that was being recorded at that moment is.
   */
  skew: number;
  /** What the thread was doing. */
  activity: ThreadActivity;
  /**
   * The figures from an earlier reading of this thread on to this one. Only before the next reading of any thread.
   */
  since(opening: Reading): Profile;
}

/** What a thread does, as far as its memory tells. */
export interface ThreadActivity {
  /** Whether its figures grow; undefined with a clock that only the thread itself can read. */
  isRecording: boolean | undefined;
  /** Milliseconds since its latest event. */
  quiet: number;
  /** The functions on its stack, the innermost first and at most 32. */
  stack: KnownFunction[];
}

/** Functions on the stack that are named. */
const MOST_FRAMES = 32;

export interface ReadOptions {
  /**
   * The reading since which the figures are wanted; the last reset by default. Peaks, longest waits and long tasks
   * are always those since the reset.
   */
  opening?: Reading;
  /**
   * What the thread does if nothing is on its stack, which its memory does not tell: it sleeps in its event loop, or
   * runs code that is not instrumented. If that is unknown, or the thread has ended, the reading ends with
   * its latest event.
   */
  offStack?: 'idle' | 'elsewhere' | 'unknown';
  /** Engine time up to which an image is read: when it was made. */
  moment?: number;
}

/** The tables of a thread at one moment, to be read later. */
export interface ThreadImage extends MemoryImage {
  /** Engine time. */
  moment: number;
  /** Milliseconds since it was made in which the thread has run on, as `WatchedFigures` has it. */
  skew(): number;
}

/**
 * A thread whose figures are read without it: while it is stuck, and after it is gone. There is one engine in a
 * realm, and reading takes its place: nothing can be recorded where this is used.
 */
export class WatchedThread {
  readonly #memory: ArrayBufferLike;
  readonly #name: ThreadName;
  readonly #journal = new ReadJournal();

  /** @param memory `memory` of the runtime in that thread, or an image of it */
  constructor(memory: ArrayBufferLike, name: ThreadName) {
    this.#memory = memory;
    this.#name = name;
  }

  /** Engine time of the thread's latest event. */
  get latestEvent(): number {
    return latestEventIn(this.#memory);
  }

  /**
   * What there is to read, without reading it, which takes a program with many call paths much memory.
   *
   * @returns undefined if the thread's tables have outgrown the shared memory
   */
  image(): ThreadImage | undefined {
    const image = imageOf(this.#memory as SharedArrayBuffer);
    if (image === undefined) return undefined;
    registers.set(registersIn(this.#memory));
    const latest = lastEvent[0];
    adoptTime(this.#journal.clock, latest);
    return { ...image, moment: now(), skew: () => this.latestEvent - latest };
  }

  /** @returns undefined if the thread's tables have outgrown the shared memory */
  read({ opening, offStack = 'unknown', moment }: ReadOptions = {}): WatchedFigures | undefined {
    const copies = copyTables(this.#memory);
    if (copies === undefined) return undefined;
    const { tables, skew } = copies;
    const journal = this.#journal;
    journal.update(tables[Column.Journal] as Uint16Array, tables[Column.Sizes][Size.Journal]);
    const marks = adoptTables(copies, journal);
    Object.assign(thread, { probeCosts: undefined }, this.#name);
    const activity = readActivity(journal);
    const closing = takeReading(endOfReading(offStack, moment ?? now()));
    flushHighWaterMarks();
    const since = (start: Reading) => buildProfile(start, closing, marks, journal.beginning);
    const profile = since(opening ?? readOpening(tables[Column.Opening] as Float64Array));
    return { profile, closing, skew, activity, since };
  }
}

function readActivity({ clock }: ReadJournal): ThreadActivity {
  const isReadable = clock.description.kind === 'wall' || isNanosecondTime();
  const frames: KnownFunction[] = [];
  for (let depth = stackDepth[0]; depth > 0 && frames.length < MOST_FRAMES; depth--) {
    frames.push(describeFunction(functionOf(stack.context[depth])));
  }
  return {
    isRecording: isReadable ? isNanosecondTime() : undefined,
    quiet: Math.max(0, now() - lastEvent[0]),
    stack: frames,
  };
}

/** The moment of a reading; time in which the thread has slept is added to its idle time. */
function endOfReading(offStack: ReadOptions['offStack'], moment: number): number {
  if (stackDepth[0] > 0 || moment < lastEvent[0]) return Math.max(moment, lastEvent[0]);
  if (offStack === 'unknown') return lastEvent[0];
  if (offStack === 'idle') idleTotal[0] += moment - lastEvent[0];
  return moment;
}
