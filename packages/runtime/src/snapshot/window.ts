import { monotonicAt } from '../clock/monotonic.js';
import { sweep } from '../engine/holders.js';
import type { Profile } from '../format/document.js';
import { buildProfile, type Beginning } from './build-profile.js';
import { listOf } from '../platform/intrinsics.js';
import { addEntry, Entry } from '../tables/journal.js';
import { tellsCollected } from '../tables/suspension-stats.js';
import {
  closeHighWaterMarks,
  flushHighWaterMarks,
  openHighWaterMarks,
  openSharedMarks,
  type HighWaterMarks,
} from './high-water-marks.js';
import { shareOpening } from './opening.js';
import { takeReading, type Reading } from './reading.js';

// Captured once: fake timers of tests replace it.
const NativeDate = Date;

/**
 * A window of engine time with figures of its own. Since figures only grow, these are the differences of
 * two readings. Any number of windows may be open at once without affecting each other:
 *
 *     figure
 *       ^                                  ,-----
 *       |                         ,-------'   ^
 *       |               ,--------'            |  closing - opening
 *       |      ,-------'......................v
 *       |-----'
 *       +-------------|--------------------|--------> engine time
 *                  opening              closing
 *
 * A window that is dropped without being closed costs a little at every later reading.
 */
export class Window {
  readonly #opening: Reading;
  readonly #marks: HighWaterMarks;
  #isClosed = false;
  readonly #beginning: Beginning = { startedAt: new NativeDate().toISOString() };

  /**
   * @internal `profiler.window()` opens windows.
   * @param isShared whether it is the one that a watcher reads
   */
  constructor(isShared = false) {
    this.#marks = isShared ? openSharedMarks() : openHighWaterMarks();
    this.#opening = takeReading();
    this.#beginning.monotonic = monotonicAt(this.#opening.moment);
    if (isShared) {
      shareOpening(this.#opening);
      const { startedAt, monotonic } = this.#beginning;
      addEntry(Entry.StartedAt, listOf(startedAt, `${monotonic ?? ''}`));
    }
  }

  /** The figures since the window was opened. */
  read(): Profile {
    if (tellsCollected()) sweep();
    const reading = takeReading();
    if (this.#isClosed) reading.runningTask = null;
    flushHighWaterMarks();
    return buildProfile(this.#opening, reading, this.#marks, this.#beginning);
  }

  /** Releases what the window holds. It can still be read, without peaks, longest waits and tasks after this. */
  close(): void {
    this.#isClosed = true;
    closeHighWaterMarks(this.#marks);
  }
}
