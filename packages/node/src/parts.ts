import type { Profile } from '@coroscope/profile';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One thread of one process, as the names of its files tell it. */
export interface PartId {
  process: number;
  thread: number;
}

/** A directory for the parts of one run's profile: one file from each thread of each process. */
export function createParts(): string {
  return mkdtempSync(join(tmpdir(), 'coroscope-'));
}

export function removeParts(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

/** Leaves a trace of a thread, so that one which never gets to save is missed. */
export function announcePart(directory: string, id: PartId): void {
  writeFileSync(join(directory, `${nameOf(id)}.started`), '');
}

export function writePart(directory: string, id: PartId, profile: Profile): void {
  const place = join(directory, nameOf(id));
  // A reader never sees half a file.
  writeFileSync(`${place}.partial`, JSON.stringify(profile));
  renameSync(`${place}.partial`, `${place}.json`);
}

export interface Part extends PartId {
  /** Undefined if the thread ended before it could save. */
  profile: Profile | undefined;
}

/** The parts, by process and thread. */
export function readParts(directory: string): Part[] {
  const names = new Set(readdirSync(directory));
  return [...names]
    .map((name) => /^(\d+)-(\d+)\.started$/.exec(name))
    .filter((match) => match !== null)
    .map(([, process, thread]) => ({ process: Number(process), thread: Number(thread) }))
    .sort((a, b) => a.process - b.process || a.thread - b.thread)
    .map((id) => {
      const file = `${nameOf(id)}.json`;
      const profile = names.has(file)
        ? (JSON.parse(readFileSync(join(directory, file), 'utf8')) as Profile)
        : undefined;
      return { ...id, profile };
    });
}

function nameOf({ process, thread }: PartId): string {
  return `${process}-${thread}`;
}
