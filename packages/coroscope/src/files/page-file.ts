import type { Profile } from '@coroscope/profile';
import type { PageDocument } from '@coroscope/report';
import { TRACE_MAGIC } from '@coroscope/runtime/contract';
import { readTraceBytes } from './trace-file.js';
import {
  isDirectory,
  mergeRuns,
  parseProfile,
  readProfileBytes,
  readRuns,
} from './profile-file.js';

/** A file or a directory as a page shows it. */
export interface PageFile {
  document: PageDocument;
  /** The profiles in it, one for each run: what a comparison is made from. A trace has none. */
  runs: Profile[];
}

/**
 * Reads what a page can show: a profile, a directory of several, or a trace.
 *
 * @throws {CoroscopeError | ProfileError} if there is none in the file
 */
export function readPageFile(file: string): PageFile {
  if (isDirectory(file)) {
    const runs = readRuns(file);
    const document: PageDocument = { kind: 'profile', name: file, profile: mergeRuns(runs) };
    return { document, runs: runs.map(({ profile }) => profile) };
  }
  const bytes = readProfileBytes(file);
  if (bytes.toString('latin1', 0, TRACE_MAGIC.length) === TRACE_MAGIC) {
    // Read for its errors only: the page reads the bytes itself.
    readTraceBytes(bytes, file);
    return { document: { kind: 'trace', name: file, bytes }, runs: [] };
  }
  const profile = parseProfile(bytes, file);
  return { document: { kind: 'profile', name: file, profile }, runs: [profile] };
}
