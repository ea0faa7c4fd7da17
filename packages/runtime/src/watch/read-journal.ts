import { wallClock, type Clock } from '../clock/clock.js';
import type { ClockKind } from '../format/document.js';
import type { Beginning } from '../snapshot/build-profile.js';
import type { RegisteredFile } from '../tables/functions.js';
import { Entry, readEntries } from '../tables/journal.js';

/** What a thread's journal says, up to where it has been read. */
export class ReadJournal {
  readonly files: RegisteredFile[] = [];
  /** Files instrumented for another version of the contract. */
  readonly foreign: string[] = [];
  /** By number; the first two have none. */
  readonly tags: string[] = ['', ''];
  tagFailure: string | undefined;
  clock: Clock = { ...wallClock, loop: null, cpu: null };
  readonly beginning: Beginning = { startedAt: '' };
  #end = 0;

  /** Reads what has been added. */
  update(journal: Uint16Array, end: number): void {
    for (const { kind, fields } of readEntries(journal, this.#end, end)) {
      switch (kind) {
        case Entry.File:
          this.#addFile(fields);
          break;
        case Entry.Tag:
          this.tags[Number(fields[0])] = fields[1];
          break;
        case Entry.TagFailure:
          this.tagFailure = fields[0];
          break;
        case Entry.Clock:
          this.clock = clockOf(fields);
          break;
        case Entry.StartedAt:
          this.beginning.startedAt = fields[0];
          this.beginning.monotonic = fields[1] === '' ? undefined : Number(fields[1]);
          break;
      }
    }
    this.#end = end;
  }

  #addFile(fields: string[]): void {
    const [firstFunction, functionCount, firstSite, siteCount] = fields.map(Number);
    const [, , , , foreign, metadata, ...sources] = fields;
    this.files.push({ sources, metadata, firstFunction, functionCount, firstSite, siteCount });
    if (foreign !== '') this.foreign.push(sources[0]);
  }
}

/** A clock as another thread reads it: it can't be asked, and how long the loop has slept is in the registers. */
function clockOf([kind, source, resolution, cpu, waits, idle]: string[]): Clock {
  return {
    description: {
      kind: kind as ClockKind,
      source,
      ...(resolution === '' ? {} : { resolution: Number(resolution) }),
      ...(cpu === '' ? {} : { cpu }),
    },
    read: () => 0,
    waits: waits === '1' ? 1 : 0,
    loop: idle === '' ? null : { idle: () => 0, turn: () => 0 },
    cpu: null,
    isExact: false,
  };
}
