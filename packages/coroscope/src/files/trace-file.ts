import { readTrace, type Trace } from '@coroscope/profile';
import { withReadingShown } from '../messages/progress.js';

/** @throws {ProfileError} if the bytes hold no trace */
export function readTraceBytes(bytes: Uint8Array<ArrayBuffer>, file: string): Trace {
  return withReadingShown(file, bytes, () => readTrace(bytes, file));
}
