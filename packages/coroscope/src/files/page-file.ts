import type { PageDocument } from '@coroscope/report';
import { TRACE_MAGIC } from '@coroscope/runtime/contract';
import { readTraceBytes } from './trace-file.js';
import { isDirectory, parseProfile, readProfileBytes, readProfileFile } from './profile-file.js';

/**
 * Reads what a page can show: a profile, a directory of several, or a trace.
 *
 * @throws {CoroscopeError | ProfileError} if there is none in the file
 */
export function readPageDocument(file: string): PageDocument {
  if (isDirectory(file)) return { kind: 'profile', name: file, profile: readProfileFile(file) };
  const bytes = readProfileBytes(file);
  if (bytes.toString('latin1', 0, TRACE_MAGIC.length) === TRACE_MAGIC) {
    // Read for its errors only: the page reads the bytes itself.
    readTraceBytes(bytes, file);
    return { kind: 'trace', name: file, bytes };
  }
  return { kind: 'profile', name: file, profile: parseProfile(bytes, file) };
}
